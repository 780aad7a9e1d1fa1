/**
 * What a trace or a recording lacks. The two counters have different units, so they are never added: events that a full buffer
 * discarded, and packets (whole sub-buffers) that were overwritten or could not be written. Null: the counter was not read.
 */
export interface Loss {
  discardedEvents: number | null;
  lostPackets: number | null;
}

/** Whether anything is known to be lost; null while neither counter is known. */
export const isLossy = ({ discardedEvents, lostPackets }: Loss): boolean | null =>
  discardedEvents === null && lostPackets === null ? null : Boolean(discardedEvents) || Boolean(lostPackets);

/** The sum of each counter over the known values; null where none is known. */
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
 * @param count formats a number, and says what stands for one that is not known
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

/** A number that sorts losses: by discarded events, then by lost packets; null while neither is known. */
export function lossRank(loss: Loss): number | null {
  if (isLossy(loss) === null) return null;
  const packets = loss.lostPackets ?? 0;
  return (loss.discardedEvents ?? 0) + packets / (packets + 1);
}
