import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChildEnvironment } from '../process/child-environment';
import { execLines } from '../process/read-output';
import { LINE_OPTIONS, readEventHead } from './event-line';
import type { NamedLeaf } from './leaf-name-of-path';
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
  const reader = execLines('babeltrace2', ['convert', ...LINE_OPTIONS, leaf], {
    env: ChildEnvironment.known(),
    timeoutMs: FIRST_EVENT_LIMIT_MS,
    okCodes: [0],
  });
  let hasEvents = false;
  let firstEventAtMs: number | undefined;
  for await (const line of reader.lines) {
    hasEvents = line.length > 0;
    firstEventAtMs = readEventHead(line, 0, line.length)?.atMs;
    break; // ending the iteration closes the pipe: the reader ends
  }
  reader.kill();
  const end = await reader.ended;
  if (hasEvents || end.exitCode === 0) return { problems, isEmpty: !hasEvents, firstEventAtMs };
  return {
    problems: [...problems, `babeltrace2 cannot read it: ${end.stderr.split('\n')[0] ?? ''}`],
    isEmpty: true,
    refused: end.stderr,
  };
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
