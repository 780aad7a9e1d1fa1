import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readableName } from '@shared/model/file-name';
import { oneLine } from '@shared/model/plain-text';
import { makeRunId, runIdSchema } from '@shared/model/run-id';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import type { NamedLeaf } from '../library/leaf-name-of-path';
import { largestShift, type OneClock } from '../library/one-clock';
import type { ReadBack } from '../library/read-back';
import type { CtfEnv } from './ctf-env';

const MOST_TITLE_CHARS = 200;

/** A leaf that others wrote: what it is called here, and what its metadata says. */
export interface ForeignLeaf extends NamedLeaf {
  env: CtfEnv;
  /** Of the metadata as it was found. */
  digest: string;
}

/** @param folder the session's; where that is a folder of ours, the title is that of what it came in */
export const foreignTitle = (folder: string, fallback: string): string =>
  oneLine(readableName(basename(folder))).slice(0, MOST_TITLE_CHARS) ||
  oneLine(fallback).slice(0, MOST_TITLE_CHARS) ||
  'Imported trace';

/**
 * The id of a trace that has none: the moment of its first event, then a digest of its metadata. The same trace has the
 * same one each time, so that it is known when it comes again.
 */
export function foreignId(leaves: readonly { digest: string }[], at: Date): string {
  const hash = createHash('sha256');
  for (const digest of leaves.map((leaf) => leaf.digest).sort()) hash.update(digest);
  const word = hash.digest().readUIntBE(0, 3);
  const id = makeRunId(at, word);
  // A clock may say anything: a year of five digits is no id's.
  return runIdSchema.safeParse(id).success ? id : makeRunId(new Date(0), word);
}

interface Found {
  id: string;
  title: string;
  leaves: readonly ForeignLeaf[];
  createdAt: string;
  sizeBytes: number;
  proof: ReadBack;
  oneClock: OneClock;
  imported: NonNullable<TraceRecord['imported']>;
}

/** What can be known of a trace that others recorded; how many events it has and when it ended is counted behind. */
export function foreignRecord({
  id,
  title,
  leaves,
  createdAt,
  sizeBytes,
  proof,
  oneClock,
  imported,
}: Found): TraceRecord {
  const known = <K extends keyof CtfEnv>(key: K): CtfEnv[K] | null =>
    leaves.map(({ env }) => env[key]).find((value) => value !== null) ?? null;
  const damage: Warning[] = proof.problems.length
    ? [{ code: 'damaged', message: `The trace is not whole: ${oneLine(proof.problems.join('; '))}.` }]
    : [];
  const isEmpty = !damage.length && leaves.every(({ path }) => proof.empty.has(path));
  return {
    schema: 1,
    id,
    title,
    state: damage.length ? 'damaged' : 'ready',
    createdAt,
    endedAt: null,
    durationMs: null,
    sizeBytes,
    endedBy: null,
    config: null,
    image: null,
    recordings: (['kernel', 'userspace'] as const).flatMap((domain) => recordingOf(domain, leaves, oneClock)),
    events: isEmpty ? 0 : null,
    exitCode: null,
    provenance: {
      ...{ app: null, os: null, cpu: null, cpus: null, engine: null },
      kernel: known('kernel'),
      lttng: known('lttng'),
      host: known('host'),
      tracer: known('tracer'),
    },
    warnings: [...oneClock.warnings, ...damage],
    notes: '',
    tags: [],
    imported,
  };
}

function recordingOf(
  domain: NamedLeaf['domain'],
  leaves: readonly ForeignLeaf[],
  oneClock: OneClock,
): TraceRecord['recordings'] {
  const own = leaves.filter((leaf) => leaf.domain === domain);
  if (own.length === 0) return [];
  return [
    {
      domain,
      daemon: null,
      session: own.map(({ env }) => env.session).find((name) => name !== null) ?? '',
      leaves: own.map(({ path, uid, part }) => ({ path, uid, part })),
      events: null,
      clockShiftNs: largestShift(oneClock, own),
      discardedEvents: null,
      lostPackets: null,
    },
  ];
}
