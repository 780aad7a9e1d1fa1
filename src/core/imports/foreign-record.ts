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

/** A leaf of a foreign trace, with its name in the library and the `env` block of its metadata. */
export interface ForeignLeaf extends NamedLeaf {
  env: CtfEnv;
  /** SHA-256 of the metadata before the import changes it, in hex. */
  digest: string;
}

/** @param folder of the session @param fallback the title when the folder's name has no printable character */
export const foreignTitle = (folder: string, fallback: string): string =>
  oneLine(readableName(basename(folder))).slice(0, MOST_TITLE_CHARS) ||
  oneLine(fallback).slice(0, MOST_TITLE_CHARS) ||
  'Imported trace';

/**
 * Derives the id of a foreign trace from the time of its first event and a digest of its metadata. The same trace always
 * gets the same id, so a second import is recognised as a duplicate.
 */
export function foreignId(leaves: readonly { digest: string }[], at: Date): string {
  const hash = createHash('sha256');
  for (const digest of leaves.map((leaf) => leaf.digest).sort()) hash.update(digest);
  const suffix = hash.digest().readUIntBE(0, 3);
  const id = makeRunId(at, suffix);
  // The trace's clock can be wrong. An id has no room for a year of five digits.
  return runIdSchema.safeParse(id).success ? id : makeRunId(new Date(0), suffix);
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

/** The record of a foreign trace. The number of events and the end are filled in later, by counting. */
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
    ? [{ code: 'damaged', message: `The trace is incomplete: ${oneLine(proof.problems.join('; '))}.` }]
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
