import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { countByReader, readerFailure, startText } from './babeltrace';
import { readEventHead } from './event-line';
import { leafFacts } from './leaf-facts';
import type { NamedLeaf } from './leaf-name-of-path';
import { LineHeads } from './line-heads';
import { openLeaf } from './open-leaf';
import { readPacketIndexes } from './packet-index';
import { severalAtOnce } from './several-at-once';

const FIRST_EVENT_LIMIT_MS = 20_000;

export interface ReadBack {
  /** Reasons why the trace is incomplete; empty when it is complete. */
  problems: string[];
  /** Paths of the leaves without events. */
  empty: ReadonlySet<string>;
  /** For each leaf that neither babeltrace2 nor the app's reader can open, by path: the error output of babeltrace2, for CTF 2 the reader's reason. */
  refused: ReadonlyMap<string, string>;
  /** First event of the opened leaves, Unix milliseconds; null without events. */
  firstEventAtMs: number | null;
}

interface LeafReadBack {
  problems: string[];
  isEmpty: boolean;
  refused?: string;
  firstEventAtMs?: number | undefined;
}

/** Number of parts that are opened at the beginning and the end of a recording; a crash or a full disk damages the last ones. */
const FIRST_OPENED = 2;
const LAST_OPENED = 6;

/**
 * Checks that a trace can be opened, without reading it completely: babeltrace2 reads the metadata and the first event, or the app's
 * reader if babeltrace2 refuses the leaf, and each stream must be as long as its packet index says. The time does not depend on the size. Only the first and last parts
 * of a recording are opened; the others are checked by their indexes. Detects truncated traces for which `lttng destroy
 * --no-wait`, or `stop` on a full disk, reports success.
 * @param indexes `optional` for foreign traces, where an unusable index is not an error. Counting reads the whole trace later.
 */
export async function readBack(
  tracePath: string,
  leaves: readonly NamedLeaf[],
  indexes: 'required' | 'optional' = 'required',
): Promise<ReadBack> {
  const opened = openedOf(leaves);
  const results = await severalAtOnce(leaves, (leaf) => {
    const path = join(tracePath, leaf.path);
    return readLeaf(path, leaf.domain, opened.has(leaf), indexes);
  });
  return {
    problems: results.flatMap(({ problems }, index) =>
      problems.map((problem) => (leaves.length > 1 ? `${leaves[index]?.path}: ${problem}` : problem)),
    ),
    empty: new Set(leaves.filter((_, index) => results[index]?.isEmpty).map(({ path }) => path)),
    refused: new Map(
      leaves.flatMap(({ path }, index) => {
        const stderr = results[index]?.refused;
        return stderr === undefined ? [] : [[path, stderr] as const];
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

async function readLeaf(
  leaf: string,
  domain: NamedLeaf['domain'],
  open: boolean,
  indexes: 'required' | 'optional',
): Promise<LeafReadBack> {
  const problems: string[] = [];
  const metadata = await stat(join(leaf, 'metadata')).catch(() => undefined);
  if (!metadata?.size) return { problems: ['its metadata is missing'], isEmpty: true };
  problems.push(...(await indexProblems(leaf, indexes)));
  if (!open) return { problems, isEmpty: false };
  const facts = await leafFacts(leaf);
  if ('fault' in facts) return { problems: [...problems, refusedBy(facts.fault)], isEmpty: true, refused: facts.fault };
  const first = await firstEvent(leaf);
  if ('failure' in first) return readByApp(leaf, domain, problems, first.failure);
  const firstEventAtMs = facts.hasClock ? (first.atMs ?? undefined) : undefined;
  return { problems, isEmpty: !first.hasEvents, firstEventAtMs };
}

/** Opens a leaf that babeltrace2 refuses. Before version 2.1 it reads no CTF 2, so for CTF 2 its refusal is not a problem. */
async function readByApp(
  leaf: string,
  domain: NamedLeaf['domain'],
  problems: readonly string[],
  failure: string,
): Promise<LeafReadBack> {
  const own = await openLeaf(leaf, domain);
  if ('refusal' in own)
    return { problems: [...problems, refusedBy(failure)], isEmpty: true, refused: own.isCtf2 ? own.refusal : failure };
  return {
    problems: [...problems, ...(own.isCtf2 ? own.problems : [refusedBy(failure)])],
    isEmpty: !own.hasEvents,
    firstEventAtMs: own.firstEventAtMs ?? undefined,
  };
}

const refusedBy = (failure: string): string => `babeltrace2 cannot read it: ${failure.split('\n')[0]}`;

type FirstEvent = { hasEvents: boolean; atMs: number | null } | { failure: string };

async function firstEvent(leaf: string): Promise<FirstEvent> {
  const limits = { timeoutMs: FIRST_EVENT_LIMIT_MS };
  const reader = await startText([leaf], 0, limits);
  let first: { atMs: number | null } | undefined;
  const lines = new LineHeads((line) => {
    first ??= { atMs: readEventHead(line)?.atMs ?? null };
  });
  for await (const piece of reader.text) {
    lines.add(piece);
    if (first || lines.isInLongLine) break; // leaving the loop closes the pipe, which ends the reader
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
      ...missing.map((stream) => `the stream ${stream} is missing`),
      ...(indexes === 'required' ? unusable.map((name) => `${name} is not a packet index`) : []),
      ...ends
        .filter(({ fileBytes, indexedBytes }) => fileBytes < indexedBytes)
        .map(({ stream, fileBytes, indexedBytes }) => `the stream ${stream} has ${fileBytes} of ${indexedBytes} bytes`),
    ];
  } catch (error) {
    return [`its packet indexes cannot be read: ${(error as NodeJS.ErrnoException).code}`];
  }
}
