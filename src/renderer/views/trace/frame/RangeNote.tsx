import { durationText } from '@shared/analysis/trace-time';
import { useMemo } from 'react';
import { eventSpan, initialRange } from '../../../models/trace-view/initial-range';
import { lengthOf } from '../../../models/trace-view/time-range';
import { Button } from '../../../parts/Button';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { showWhole } from '../keys/range-moves';

const { range: labels } = texts.traceFrame;

/** Why a newly opened trace shows a part of the recording, as long as it does. */
export function RangeNote() {
  const { whole, facts, place } = useTrace();
  const known = useMemo(() => {
    const range = whole && initialRange(whole, facts.lengthNs);
    return range && { range, span: eventSpan(whole) };
  }, [whole, facts.lengthNs]);
  const { range } = place;
  if (!known?.span || range?.fromNs !== known.range.fromNs || range.toNs !== known.range.toNs) return null;
  return (
    <p className="range-note">
      <span className="range-note-text">
        {labels.onlyEvents(durationText(lengthOf(known.span)), durationText(facts.lengthNs))}
      </span>
      <Button className="button-small" aria-keyshortcuts="0" onClick={showWhole}>
        {labels.showWhole}
      </Button>
    </p>
  );
}
