import { texts } from '../../../texts/en';
import { BufferChoice } from './BufferChoice';
import { ContextList } from './ContextList';
import { DetailsFold } from './DetailsFold';
import type { DetailProps } from './detail-props';
import { EventRules } from './EventRules';
import { PreloadList } from './PreloadList';
import { recordingSummary } from './recording-summary';

/** Folded, a line summarizes the details. Open if nothing is selected to record yet, or if a field in them has an error. */
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
