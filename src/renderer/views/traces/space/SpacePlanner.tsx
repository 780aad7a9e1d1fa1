import { type FreePlan, planToFree, type SpaceOrder } from '@shared/model/free-space';
import type { TraceRow } from '@shared/model/trace-record';
import { DAY_MS, GIB } from '@shared/model/units';
import { useId, useState } from 'react';
import { Button } from '../../../parts/Button';
import { texts } from '../../../texts/en';

const { space: labels } = texts.traces;

interface Props {
  rows: readonly TraceRow[];
  order: SpaceOrder;
  /** Null until the disk use is known. */
  freeBytes: number | null;
  onPlan(plan: FreePlan): void;
}

/** Selects traces automatically: until enough space is free, or by age. Tagged traces only on request. */
export function SpacePlanner({ rows, order, freeBytes, onPlan }: Props) {
  const [gib, setGib] = useState('');
  const [days, setDays] = useState('');
  const [withTagged, setWithTagged] = useState(false);
  const target = amount(gib);
  const age = amount(days);
  const until = (): void => {
    if (target !== null && freeBytes !== null)
      onPlan(planToFree(rows, { order, needBytes: target * GIB - freeBytes, withTagged }));
  };
  const older = (): void => {
    if (age === null) return;
    const before = new Date(Date.now() - age * DAY_MS).toISOString();
    onPlan(planToFree(rows, { order, before, withTagged }));
  };
  return (
    <div className="space-planner">
      <Criterion
        before={labels.until[order]}
        label={labels.untilLabel}
        after={labels.untilUnit}
        value={gib}
        onValue={setGib}
        ready={target !== null && freeBytes !== null}
        onChoose={until}
      />
      <Criterion
        before={labels.older}
        label={labels.olderLabel}
        after={labels.olderUnit}
        value={days}
        onValue={setDays}
        ready={age !== null}
        onChoose={older}
      />
      <label className="space-wish">
        <input type="checkbox" checked={withTagged} onChange={(event) => setWithTagged(event.target.checked)} />
        {labels.withTagged}
      </label>
    </div>
  );
}

/** Parses a number from 0 on; null for other text. */
function amount(typed: string): number | null {
  const value = Number(typed.trim().replace(',', '.'));
  return typed.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : null;
}

interface CriterionProps {
  before: string;
  label: string;
  after: string;
  value: string;
  onValue(value: string): void;
  ready: boolean;
  onChoose(): void;
}

function Criterion({ before, label, after, value, onValue, ready, onChoose }: CriterionProps) {
  const id = useId();
  return (
    <form
      className="space-wish"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onChoose();
      }}
    >
      <label htmlFor={id}>{before}</label>
      <input
        id={id}
        className="field field-short"
        inputMode="decimal"
        aria-label={label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
      <span>{after}</span>
      <Button type="submit" aria-label={`${labels.select}: ${label}`} disabled={!ready}>
        {labels.select}
      </Button>
    </form>
  );
}
