import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { streamSizes } from '../ctf/stream-sizes';
import type { Domain } from './event-counter';
import { leafFacts } from './leaf-facts';
import { severalAtOnce } from './several-at-once';

/** Leaves that a reader is given together. */
export interface Reading {
  paths: string[];
  /** Whose events these are; undefined where the text of each event says it. */
  domain: Domain | undefined;
  /** Of each domain, for a reader that does not say it. */
  byDomain: readonly { domain: Domain; paths: string[] }[];
  hasClock: boolean;
  /** Whether each line of the text is one event. */
  hasOneLineNames: boolean;
  /** Of all streams together. */
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
 * How a trace is read for counting. What the app recorded is read in one go, kernel and programs in the order of time, for
 * one tells of the other's containers. Of other tracers' leaves the text need not tell the domain, and what has no clock
 * prints times that mean nothing: each kind is read for itself.
 * @throws AppError `command` for a leaf that claims what it cannot have
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

/** @param whole by its top folder alone a trace of many thousand leaves fits into an argument list */
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
  // What has no metadata that can be read is the reader's to refuse.
  const facts = await leafFacts(folder).catch(() => ({ hasClock: true, hasOneLineNames: true }));
  if ('fault' in facts) throw new AppError('command', `The leaf ${path} is not read: ${facts.fault}.`);
  const streams = await streamSizes(folder);
  return { domain, folder, ...facts, sizeBytes: streams.reduce((sum, size) => sum + size, 0) };
}
