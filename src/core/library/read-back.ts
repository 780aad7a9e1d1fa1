import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { countByReader, readerFailure, startText } from './babeltrace';
import { readEventHead } from './event-line';
import { leafFacts } from './leaf-facts';
import type { NamedLeaf } from './leaf-name-of-path';
import { LineHeads } from './line-heads';
import { readPacketIndexes } from './packet-index';
import { severalAtOnce } from './several-at-once';

const FIRST_EVENT_LIMIT_MS = 20_000;

export interface ReadBack {
  /** Why the trace is not whole; empty when it is. */
  problems: string[];
  /** The paths of the leaves that were found to hold no event. */
  empty: ReadonlySet<string>;
  /** What the reader said of each leaf that it cannot open at all, by path. */
  refused: ReadonlyMap<string, string>;
  /** Of the leaves that were opened; Unix milliseconds, null when they hold no event. */
  firstEventAtMs: number | null;
}

interface LeafReadBack {
  problems: string[];
  isEmpty: boolean;
  refused?: string;
  firstEventAtMs?: number | undefined;
}

/** Of a recording of many parts, a reader opens these: an accident or a full disk harms the last ones. */
const FIRST_OPENED = 2;
const LAST_OPENED = 6;

/**
 * Proves without reading all of it that what was recorded can be opened: a reader takes the whole metadata and the first
 * event, and each stream is as long as its packet index says. The time does not grow with the trace; of a recording
 * of many parts the first and the last ones are opened, the others are looked at by their indexes alone. `lttng destroy
 * --no-wait`, and `stop` on a full disk, report success for a trace that is cut: this finds it.
 * @param indexes `optional` for what others recorded: an index that cannot be used is no damage then. Counting, which reads
 * the whole trace, says whether it can be read to its end.
 */
export async function readBack(
  tracePath: string,
  leaves: readonly NamedLeaf[],
  indexes: 'required' | 'optional' = 'required',
): Promise<ReadBack> {
  const opened = openedOf(leaves);
  const results = await severalAtOnce(leaves, (leaf) => {
    const path = join(tracePath, leaf.path);
    return readLeaf(path, opened.has(leaf), indexes);
  });
  return {
    problems: results.flatMap(({ problems }, index) =>
      problems.map((problem) => (leaves.length > 1 ? `${leaves[index]?.path}: ${problem}` : problem)),
    ),
    empty: new Set(leaves.filter((_, index) => results[index]?.isEmpty).map(({ path }) => path)),
    refused: new Map(
      leaves.flatMap(({ path }, index) => {
        const words = results[index]?.refused;
        return words === undefined ? [] : [[path, words] as const];
      }),
    ),
    firstEventAtMs: earliest(results.flatMap(({ firstEventAtMs }) => firstEventAtMs ?? [])),
  };
}

const earliest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));

function openedOf(leaves: readonly NamedLeaf[]): ReadonlySet<NamedLeaf> {
  const whose = ({ domain, uid }: NamedLeaf): string => `${domain} ${uid}`;
  return new Set(
    [...new Set(leaves.map(whose))].flatMap((one) => {
      const parts = leaves.filter((leaf) => whose(leaf) === one);
      return [...parts.slice(0, FIRST_OPENED), ...parts.slice(-LAST_OPENED)];
    }),
  );
}

async function readLeaf(leaf: string, open: boolean, indexes: 'required' | 'optional'): Promise<LeafReadBack> {
  const problems: string[] = [];
  const metadata = await stat(join(leaf, 'metadata')).catch(() => undefined);
  if (!metadata?.size) return { problems: ['its metadata was not written'], isEmpty: true };
  problems.push(...(await indexProblems(leaf, indexes)));
  if (!open) return { problems, isEmpty: false };
  const facts = await leafFacts(leaf);
  const fault = 'fault' in facts ? facts.fault : undefined;
  const first = fault === undefined ? await firstEvent(leaf) : { failure: fault };
  if ('failure' in first)
    return {
      problems: [...problems, `babeltrace2 cannot read it: ${first.failure.split('\n')[0]}`],
      isEmpty: true,
      refused: first.failure,
    };
  const firstEventAtMs = 'hasClock' in facts && facts.hasClock ? (first.atMs ?? undefined) : undefined;
  return { problems, isEmpty: !first.hasEvents, firstEventAtMs };
}

type FirstEvent = { hasEvents: boolean; atMs: number | null } | { failure: string };

async function firstEvent(leaf: string): Promise<FirstEvent> {
  const limits = { timeoutMs: FIRST_EVENT_LIMIT_MS };
  const reader = startText([leaf], 0, limits);
  let first: { atMs: number | null } | undefined;
  const lines = new LineHeads((line) => {
    first ??= { atMs: readEventHead(line)?.atMs ?? null };
  });
  for await (const piece of reader.text) {
    lines.add(piece);
    if (first || lines.isInLongLine) break; // ending the iteration closes the pipe: the reader ends
  }
  lines.end();
  reader.kill();
  const end = await reader.ended;
  if (first) return { hasEvents: true, atMs: first.atMs };
  if (!end.timedOut) {
    const failure = readerFailure(end, limits.timeoutMs);
    return failure === undefined ? { hasEvents: false, atMs: null } : { failure: end.stderr || failure };
  }
  const counted = await countByReader([leaf], 0, limits, 1);
  const failure = counted.events > 0 ? undefined : readerFailure(counted.end, limits.timeoutMs);
  return failure === undefined ? { hasEvents: counted.events > 0, atMs: null } : { failure };
}

async function indexProblems(leaf: string, indexes: 'required' | 'optional'): Promise<string[]> {
  try {
    const { ends, missing, unusable } = await readPacketIndexes(leaf);
    return [
      ...missing.map((stream) => `index without its stream: ${stream}`),
      ...(indexes === 'required' ? unusable.map((name) => `${name} is not a packet index`) : []),
      ...ends
        .filter(({ fileBytes, indexedBytes }) => fileBytes < indexedBytes)
        .map(({ stream, fileBytes, indexedBytes }) => `stream ${stream} has ${fileBytes} of ${indexedBytes} bytes`),
    ];
  } catch (error) {
    return [`its packet indexes cannot be read: ${(error as NodeJS.ErrnoException).code}`];
  }
}
