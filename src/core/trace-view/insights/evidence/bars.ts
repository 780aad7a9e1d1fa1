import type { Evidence } from '@shared/trace-view/insight';

const BARS = 4;

/** The largest values. */
export function barsEvidence(
  unit: Extract<Evidence, { kind: 'bars' }>['unit'],
  values: readonly { label: string; value: number }[],
): Evidence {
  const bars = [...values].sort((one, other) => other.value - one.value).slice(0, BARS);
  return { kind: 'bars', unit, bars };
}
