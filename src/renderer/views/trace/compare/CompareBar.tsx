import { ArrowLeftRight } from 'lucide-react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { type Alignment, clocksMatch } from '../../../models/trace-view/alignment';
import { Button } from '../../../parts/Button';
import { IconButton } from '../../../parts/IconButton';
import { useComparison } from '../../../stores/trace-view/comparison';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { useNarrow } from '../table/use-narrow';
import type { OtherTrace } from './use-other-trace';

const { compare: labels } = texts.traceTabs;
const ALIGNMENTS = ['start', 'clock'] as const satisfies readonly Alignment[];

interface Props {
  pair: readonly [OtherTrace, OtherTrace];
  onSwap(): void;
}

/** Which traces are compared, and how their times are laid over each other. */
export function CompareBar({ pair, onSwap }: Props) {
  const { go } = useTrace();
  return (
    <div className="trace-bar">
      <TraceOf label={labels.first} trace={pair[0]} />
      <IconButton label={labels.swap} onClick={onSwap}>
        <ArrowLeftRight size={14} aria-hidden />
      </IconButton>
      <TraceOf label={labels.second} trace={pair[1]} />
      <span className="trace-bar-gap" />
      <span className="only-wide">{labels.difference}</span>
      <Alignments pair={pair} />
      <Button className="button-small" onClick={() => go({ comparedWith: null })}>
        {labels.another}
      </Button>
    </div>
  );
}

function Alignments({ pair: [first, second] }: Pick<Props, 'pair'>) {
  const { alignment, align } = useComparison();
  const canUseClock = first.facts !== null && second.facts !== null && clocksMatch(first.facts, second.facts);
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of form fields
    <div className="trace-segments" role="group" aria-label={labels.align}>
      {ALIGNMENTS.map((one) => {
        const isOff = one === 'clock' && !canUseClock;
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === alignment && !isOff}
            aria-disabled={isOff}
            title={isOff ? labels.noCommonClock : undefined}
            onClick={() => (isOff ? undefined : align(one))}
          >
            {labels.alignments[one]}
          </button>
        );
      })}
    </div>
  );
}

function TraceOf({ label, trace: { facts, whole } }: { label: string; trace: OtherTrace }) {
  const isNarrow = useNarrow();
  return (
    <span className="compare-trace trace-cut" title={facts?.title}>
      {label} <strong>{facts?.title}</strong>{' '}
      {facts && !isNarrow ? (
        <span className="figures">
          {labels.facts(shortTime(facts.lengthNs), count(whole?.events ?? null), count(facts.lostEvents))}
        </span>
      ) : null}
    </span>
  );
}
