import { durationText } from '@shared/analysis/trace-time';
import { CircleHelp, Maximize, X } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useId, useState } from 'react';
import { errorOf } from '../../../bridge';
import { lengthOf, orWhole } from '../../../models/trace-view/time-range';
import { placeText } from '../../../models/trace-view/time-text';
import { type RangeEnd, rangeOfTyped } from '../../../models/trace-view/typed-time';
import { IconButton } from '../../../parts/IconButton';
import { useOverlay } from '../../../stores/overlay';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';

const { range: labels } = texts.traceFrame;

/** The range of all tabs: two fields for times, its length, and the way back to the whole trace. */
export function RangeFields() {
  const { place, range, go } = useTrace();
  const showKeys = useOverlay((state) => state.show);
  return (
    <section className="trace-range" aria-label={labels.label}>
      <span>{place.range ? labels.range : labels.whole}</span>
      <TimeField end="fromNs" />
      <span aria-hidden>–</span>
      <TimeField end="toNs" />
      <span className="trace-range-length figures">{durationText(lengthOf(range))}</span>
      {place.range ? (
        <IconButton label={labels.toWhole} keys="0" onClick={() => go({ range: null })}>
          <X size={14} aria-hidden />
        </IconButton>
      ) : (
        <span className="trace-range-all" aria-hidden>
          <Maximize size={14} />
        </span>
      )}
      <span className="trace-range-rule" aria-hidden />
      <IconButton label={texts.palette.keys} keys="?" onClick={() => showKeys('keys')}>
        <CircleHelp size={16} aria-hidden />
      </IconButton>
    </section>
  );
}

/** Takes `1.2s`, `1204ms`, `+50ms`. Enter or leaving the field sets the range, Escape restores the present time. */
function TimeField({ end }: { end: RangeEnd }) {
  const { facts, range, go } = useTrace();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const present = placeText(range[end], lengthOf(range), facts.lengthNs);

  const apply = (): void => {
    if (typed === null || typed === present) {
      setTyped(null);
      return;
    }
    try {
      const wanted = rangeOfTyped(typed, end, range, facts.lengthNs, labels[end]);
      go({ range: orWhole(wanted, facts.lengthNs) });
      setTyped(null);
      setProblem(null);
    } catch (thrown) {
      const { message, hint } = errorOf(thrown);
      setProblem([message, hint].filter(Boolean).join(' '));
    }
  };
  const restore = (): void => {
    setTyped(null);
    setProblem(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') apply();
    else if (event.key === 'Escape' && typed !== null) restore();
    else return;
    event.preventDefault();
  };
  return (
    <span className="trace-range-field">
      <input
        className="figures"
        aria-label={labels[end]}
        aria-invalid={problem !== null}
        aria-describedby={problem ? problemId : undefined}
        title={labels.help}
        spellCheck={false}
        size={Math.max(6, (typed ?? present).length)}
        value={typed ?? present}
        onFocus={(event: FocusEvent<HTMLInputElement>) => event.target.select()}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => (problem ? restore() : apply())}
        onKeyDown={onKeyDown}
      />
      {problem ? (
        <span id={problemId} className="trace-range-problem" role="alert">
          {problem}
        </span>
      ) : null}
    </span>
  );
}
