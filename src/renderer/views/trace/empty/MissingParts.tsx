import './empty.css';
import { Popover } from '@base-ui/react/popover';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import type { TracePart } from '@shared/trace-view/trace-parts';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { missingParts } from './reasons/recorded-parts';
import { whyPartMissing } from './reasons/why-part-missing';
import { useRecordedConfig } from './use-recorded-config';
import { WhyEmpty } from './WhyEmpty';

const { empty: labels } = texts.traceTabs;

/** What the timeline cannot show of this trace. Each opens its reason, and the recording that would have it. */
export function MissingParts({ whole }: { whole: WholeTrace }) {
  const { facts } = useTrace();
  return (
    <div className="missing-parts">
      <h3>{labels.notInTrace}</h3>
      <ul>
        {missingParts(whole).map((part) => (
          <li key={part}>
            <MissingPart part={part} facts={facts} whole={whole} text={labels.parts[part].title} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Props {
  part: TracePart;
  /** Of the opened trace, or of the one that it is compared with. */
  facts: TraceFacts;
  whole: WholeTrace;
  text: string;
}

/** A link that opens why a trace does not have a part. */
export function MissingPart({ part, facts, whole, text }: Props) {
  const { facts: opened } = useTrace();
  const config = useRecordedConfig(facts.id);
  const why = whyPartMissing(part, { facts, whole, recording: config.value?.recording ?? null }, 'timeline');
  const shown = facts.id === opened.id ? why : { ...why, has: [] };
  return (
    <Popover.Root>
      <Popover.Trigger className="trace-link" disabled={config.isReading}>
        {text}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={8} collisionPadding={12}>
          <Popover.Popup className="why-popover" aria-label={why.title}>
            <WhyEmpty why={shown} id={facts.id} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
