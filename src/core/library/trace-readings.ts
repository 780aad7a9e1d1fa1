import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { streamSizes } from '../ctf/stream-sizes';
import type { Domain } from './event-tally';
import { leafFacts } from './leaf-facts';
import { severalAtOnce } from './several-at-once';

/** Leaves that are read together. */
export interface Reading {
  paths: string[];
  /** Domain of all events; undefined when the text of each event contains it. */
  domain: Domain | undefined;
  /** The paths by domain, to count events without their text. */
  byDomain: readonly { domain: Domain; paths: string[] }[];
  hasClock: boolean;
  /** Whether each line of the text is one event. */
  hasOneLineNames: boolean;
  /** Size of all streams. */
  sizeBytes: number;
}

interface Leaf {
  domain: Domain;
  folder: string;
  hasClock: boolean;
  hasOneLineNames: boolean;
  sizeBytes: number;
}

/**
 * Groups the leaves of a trace for counting. The app's own recordings are read together in the order of time, since kernel
 * events show which container a userspace event belongs to. Foreign leaves are grouped by domain and clock, since their text
 * may lack the domain, and times without a clock are meaningless.
 * @throws AppError `command` for a leaf whose metadata is impossible
 */
export async function readingsOf(tracePath: string, record: TraceRecord): Promise<Reading[]> {
  const all = record.recordings.flatMap(({ domain, leaves }) => leaves.map(({ path }) => ({ domain, path })));
  const leaves = await severalAtOnce(all, ({ domain, path }) => readLeaf(tracePath, path, domain));
  const isOwn = record.config !== null;
  const kinds = isOwn
    ? [leaves]
    : [true, false].flatMap((clock) => byDomain(leaves.filter(({ hasClock }) => hasClock === clock)));
  const filled = kinds.filter(({ length }) => length > 0);
  return filled.map((kind) => readingOf(kind, filled.length === 1 ? tracePath : undefined, isOwn));
}

const byDomain = (leaves: readonly Leaf[]): Leaf[][] =>
  (['kernel', 'userspace'] as const)
    .map((domain) => leaves.filter((leaf) => leaf.domain === domain))
    .filter(({ length }) => length > 0);

/** @param whole the trace's folder, used instead of all leaves, since thousands of paths may exceed an argument list */
function readingOf(leaves: readonly Leaf[], whole: string | undefined, isOwn: boolean): Reading {
  const pathsOf = (some: readonly Leaf[]): string[] =>
    whole !== undefined && some.length === leaves.length ? [whole] : some.map(({ folder }) => folder);
  return {
    paths: pathsOf(leaves),
    domain: isOwn ? undefined : leaves[0]?.domain,
    byDomain: byDomain(leaves).map((some) => ({ domain: some[0]?.domain ?? 'userspace', paths: pathsOf(some) })),
    hasClock: leaves.every(({ hasClock }) => hasClock),
    hasOneLineNames: leaves.every(({ hasOneLineNames }) => hasOneLineNames),
    sizeBytes: leaves.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

async function readLeaf(tracePath: string, path: string, domain: Domain): Promise<Leaf> {
  const folder = join(tracePath, path);
  // babeltrace2 reports metadata that cannot be read.
  const facts = await leafFacts(folder).catch(() => ({ hasClock: true, hasOneLineNames: true }));
  if ('fault' in facts) throw new AppError('command', `The leaf ${path} cannot be read, because ${facts.fault}.`);
  const streams = await streamSizes(folder);
  return { domain, folder, ...facts, sizeBytes: streams.reduce((sum, size) => sum + size, 0) };
}
