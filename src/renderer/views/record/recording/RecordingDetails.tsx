import { texts } from '../../../texts/en';
import { BufferChoice } from './BufferChoice';
import { ContextList } from './ContextList';
import { DetailsFold } from './DetailsFold';
import type { DetailProps } from './detail-props';
import { EventRules } from './EventRules';
import { PreloadList } from './PreloadList';
import { recordingSummary } from './recording-summary';

/** Folded, one line says what is set. Open while there is nothing to record yet, or something in it is wrong. */
export function RecordingDetails(props: DetailProps) {
  const { value, errors } = props;
  const needed =
    (value.preset === null && value.events.length === 0) ||
    Object.keys(errors).some((path) => path.startsWith('recording.') && !path.startsWith('recording.kernel'));
  return (
    <DetailsFold
      remembered="recording-details"
      title={texts.recording.details}
      summary={recordingSummary(value)}
      needed={needed}
      className="details"
    >
      <EventRules {...props} />
      <ContextList {...props} />
      <PreloadList {...props} />
      <BufferChoice {...props} />
    </DetailsFold>
  );
}
