import { AppError } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import { MIB } from '@shared/model/units';
import { countByReader, readerFailure, startText } from './babeltrace';
import { EventCounter } from './event-counter';
import type { EventCount } from './event-tally';
import type { Reading } from './trace-readings';

/** Limit without output. After it, the reader is assumed to be printing one very long event. */
const SILENT_MS = 60_000;
/** Far more time than any disk and processor need; bounds the time for a trace on which a reader never ends. */
const limitMs = (sizeBytes: number): number => 300_000 + Math.ceil(sizeBytes / MIB) * 10_000;
/** An event takes at least one bit. In a stream of empty events, babeltrace2 2.0.4 would find events forever. */
const mostEvents = (sizeBytes: number): number => sizeBytes * 8;

/**
 * Reads a whole trace with babeltrace2, counts its events and attributes them to processes.
 * Namespace inodes and pids are reused by later containers. Containers run one after the other, so an event belongs to the
 * container that was started last before it. The kernel's events show when an inode is reused.
 * If the text cannot be parsed or takes too long, babeltrace2 counts the events itself. Then the number is exact, but
 * processes and times are unknown.
 * @param startsMs start of each container, Unix milliseconds, ascending
 * @param silentMs how long to wait for text
 * @throws AppError `command` with the reader's output when it cannot read the whole trace, `cancelled`, `missing`
 */
export async function countEvents(
  readings: readonly Reading[],
  startsMs: readonly number[],
  signal?: AbortSignal,
  silentMs = SILENT_MS,
): Promise<EventCount> {
  const counts: EventCount[] = [];
  for (const reading of readings) {
    const byText = reading.hasOneLineNames ? await countText(reading, startsMs, silentMs, signal) : undefined;
    counts.push(byText ?? (await countByNumber(reading, startsMs, signal)));
  }
  return counts.reduce(combined, new EventCounter(startsMs).count());
}

function combined(a: EventCount, b: EventCount): EventCount {
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

/** @returns undefined when the reader printed nothing for too long */
async function countText(
  reading: Reading,
  startsMs: readonly number[],
  silentMs: number,
  signal?: AbortSignal,
): Promise<EventCount | undefined> {
  const timeoutMs = limitMs(reading.sizeBytes);
  const most = mostEvents(reading.sizeBytes);
  const counter = new EventCounter(startsMs, reading);
  const reader = await startText(reading.paths, 10, { timeoutMs, signal });
  let isSilent = false;
  const silence = awakeTimer(() => {
    isSilent = true;
    reader.kill();
  }, silentMs);
  for await (const piece of reader.text) {
    silence.restart();
    counter.addText(piece);
    if (counter.total > most) break;
  }
  silence.clear();
  const count = counter.count();
  if (counter.total > most) reader.kill();
  const end = await reader.ended;
  refuseCancelled(signal);
  if (isSilent) return undefined;
  refuseEndless(counter.total, most);
  refuseFailure(counter.total, readerFailure(end, timeoutMs), end.stderr);
  return count;
}

/** Lets babeltrace2 count the events of each domain without printing them. */
async function countByNumber(reading: Reading, startsMs: readonly number[], signal?: AbortSignal): Promise<EventCount> {
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
  throw new AppError('command', `The trace is invalid. babeltrace2 found ${events} events in ${most} bits of data.`);
}

function refuseFailure(events: number, failure: string | undefined, stderr: string): void {
  if (failure === undefined) return;
  throw new AppError('command', `babeltrace2 failed after ${events} events, because ${failure}.`, {
    detail: stderr.slice(0, 4000),
  });
}
