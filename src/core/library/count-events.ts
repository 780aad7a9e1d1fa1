import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import { countByReader, readerFailure, startText } from './babeltrace';
import { type EventCount, EventCounter } from './event-counter';
import type { Reading } from './trace-readings';

/** Nothing came for so long: the reader is at work on one event whose text takes it a time without end. */
const SILENT_MS = 60_000;
/** Far more than any disk and processor take: a trace that makes a reader run without end has an end. */
const limitMs = (sizeBytes: number): number => 300_000 + Math.ceil(sizeBytes / MIB) * 10_000;
/** An event takes a bit at least; of empty ones a reader finds any number in a stream (babeltrace2 2.0.4: without end). */
const mostEvents = (sizeBytes: number): number => sizeBytes * 8;

/**
 * Reads a whole trace back with babeltrace2, counts its events and finds out which processes they came from.
 * Namespace inodes and pids are reused from one container to the next: an event belongs to the container that had been
 * started last at its time, for our containers run one after the other; and the kernel tells when an inode was born again.
 * Where the text cannot be counted, or takes too long, the reader itself counts: the number is exact, and nothing is known of
 * processes and times.
 * @param startsMs when each container was started, Unix milliseconds, ascending
 * @param silentMs how long the text is waited for
 * @throws AppError `command` with the reader's words when it cannot read all of it, `cancelled`, `missing`
 */
export async function countEvents(
  readings: readonly Reading[],
  startsMs: readonly number[],
  signal?: AbortSignal,
  silentMs = SILENT_MS,
): Promise<EventCount> {
  const counts: EventCount[] = [];
  for (const reading of readings) {
    const told = reading.hasOneLineNames ? await countText(reading, startsMs, silentMs, signal) : undefined;
    counts.push(told ?? (await countSilently(reading, startsMs, signal)));
  }
  return counts.reduce(together, new EventCounter(startsMs).count());
}

function together(a: EventCount, b: EventCount): EventCount {
  const times = [a.firstAtMs, a.lastAtMs, b.firstAtMs, b.lastAtMs].filter((ms) => ms !== null);
  return {
    events: { kernel: a.events.kernel + b.events.kernel, userspace: a.events.userspace + b.events.userspace },
    spans: [...a.spans, ...b.spans],
    overfull: new Set([...a.overfull, ...b.overfull]),
    firstAtMs: times.length === 0 ? null : Math.min(...times),
    lastAtMs: times.length === 0 ? null : Math.max(...times),
    births: [...a.births, ...b.births],
    hostNs: new Set([...a.hostNs, ...b.hostNs]),
  };
}

/** @returns undefined when the reader fell silent */
async function countText(
  reading: Reading,
  startsMs: readonly number[],
  silentMs: number,
  signal?: AbortSignal,
): Promise<EventCount | undefined> {
  const timeoutMs = limitMs(reading.sizeBytes);
  const most = mostEvents(reading.sizeBytes);
  const counter = new EventCounter(startsMs, reading);
  const reader = startText(reading.paths, 10, { timeoutMs, signal });
  let isSilent = false;
  const silence = setTimeout(() => {
    isSilent = true;
    reader.kill();
  }, silentMs);
  for await (const piece of reader.text) {
    silence.refresh();
    counter.addText(piece);
    if (counter.total > most) break;
  }
  clearTimeout(silence);
  const count = counter.count();
  if (counter.total > most) reader.kill();
  const end = await reader.ended;
  refuseCancelled(signal);
  if (isSilent) return undefined;
  refuseEndless(counter.total, most);
  refuseFailure(counter.total, readerFailure(end, timeoutMs), end.stderr);
  return count;
}

async function countSilently(reading: Reading, startsMs: readonly number[], signal?: AbortSignal): Promise<EventCount> {
  const timeoutMs = limitMs(reading.sizeBytes);
  const most = mostEvents(reading.sizeBytes);
  const counter = new EventCounter(startsMs);
  for (const { domain, paths } of reading.byDomain) {
    const { events, end } = await countByReader(paths, 10, { timeoutMs, signal }, most + 1);
    refuseCancelled(signal);
    refuseEndless(events, most);
    counter.addCounted(domain, events);
    refuseFailure(counter.total, readerFailure(end, timeoutMs), end.stderr);
  }
  return counter.count();
}

function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'Counting was cancelled.');
}

function refuseEndless(events: number, most: number): void {
  if (events <= most) return;
  throw new AppError('command', `The trace has no end: babeltrace2 read ${events} events of ${most} bits.`);
}

function refuseFailure(events: number, failure: string | undefined, words: string): void {
  if (failure === undefined) return;
  throw new AppError('command', `babeltrace2 read ${events} events and then failed: ${failure}.`, {
    detail: words.slice(0, 4000),
  });
}
