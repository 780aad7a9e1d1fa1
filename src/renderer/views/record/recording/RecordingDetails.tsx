import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { texts } from '../../../texts/en';
import { BufferChoice } from './BufferChoice';
import { ContextList } from './ContextList';
import type { DetailProps } from './detail-props';
import { EventRules } from './EventRules';
import { PreloadList } from './PreloadList';
import { recordingSummary } from './recording-summary';

const KEY = 'recording-details';

/** Folded, one line says what is set. Open while there is nothing to record yet, or something in it is wrong. */
export function RecordingDetails(props: DetailProps) {
  const { value, errors } = props;
  const [wanted, setWanted] = useState(() => localStorage.getItem(KEY) === 'open');
  const needed =
    (value.preset === null && value.events.length === 0) ||
    Object.keys(errors).some((path) => path.startsWith('recording.') && !path.startsWith('recording.kernel'));
  const open = wanted || needed;
  return (
    <Collapsible.Root
      className="details"
      open={open}
      onOpenChange={(next) => {
        localStorage.setItem(KEY, next ? 'open' : 'closed');
        setWanted(next);
      }}
    >
      <Collapsible.Trigger className="fold details-fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        <span>{texts.recording.details}</span>
        <span className="quiet figures">{recordingSummary(value)}</span>
      </Collapsible.Trigger>
      <Collapsible.Panel className="details-panel">
        <EventRules {...props} />
        <ContextList {...props} />
        <PreloadList {...props} />
        <BufferChoice {...props} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
