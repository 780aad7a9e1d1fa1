/**
 * The events that a trace or a recording lost. The two counters have different units, so they are never added: events that a
 * full buffer discarded, and packets (whole sub-buffers) that were overwritten or could not be written. Null: not read.
 */
export interface Loss {
  discardedEvents: number | null;
  lostPackets: number | null;
}

/** Whether a counter shows a loss; null while neither counter is known. */
export const isLossy = ({ discardedEvents, lostPackets }: Loss): boolean | null =>
  discardedEvents === null && lostPackets === null ? null : Boolean(discardedEvents) || Boolean(lostPackets);

/** The sum of the known values of each counter; null if none is known. */
export const sumOfLoss = (losses: readonly Loss[]): Loss => ({
  discardedEvents: sumOfKnown(losses.map((loss) => loss.discardedEvents)),
  lostPackets: sumOfKnown(losses.map((loss) => loss.lostPackets)),
});

function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/**
 * The loss with its units: `0`, `12 events`, `3 packets`, `12 events, 3 packets`.
 * @param count formats a number, or null for an unknown one
 */
export function lossText(loss: Loss, count: (value: number | null) => string): string {
  const parts = [
    ...unit(loss.discardedEvents, count, 'event', 'events'),
    ...unit(loss.lostPackets, count, 'packet', 'packets'),
  ];
  return parts.length > 0 ? parts.join(', ') : count(isLossy(loss) === null ? null : 0);
}

const unit = (value: number | null, count: (value: number) => string, one: string, many: string): string[] =>
  value ? [`${count(value)} ${value === 1 ? one : many}`] : [];

/** A number to sort by: discarded events first, then lost packets; null while neither is known. */
export function lossRank(loss: Loss): number | null {
  if (isLossy(loss) === null) return null;
  const packets = loss.lostPackets ?? 0;
  return (loss.discardedEvents ?? 0) + packets / (packets + 1);
}
