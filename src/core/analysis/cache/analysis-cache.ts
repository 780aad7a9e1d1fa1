import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckpointLimits, checkCheckpoint } from '@reader/analysis/checkpoint/check-checkpoint';
import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import type { ReadPicture } from '@reader/picture/picture';
import type { NamespaceEpoch } from '@reader/scan/records';
import { DAY_MS, MIB } from '@shared/model/units';
import { readBounded } from '../../files/bounded-file';
import { makeFolders } from '../../files/make-folders';
import { isAbandonedDraft, isDraft } from '../../library/drafts';
import { writeWhole } from '../../library/trace-folder';
import type { AnalysedTrace } from '../analysed-trace';
import { ANALYSIS_VERSION, decodeAnalysis, encodeAnalysis } from './analysis-file';
import { CHECKPOINT_VERSION, type CheckpointFile, readCheckpointAt } from './checkpoint-file';
import { isOfBytes } from './column-bytes';
import { withFileParts } from './file-part';
import { decodePicture, encodePicture, PICTURE_VERSION } from './picture-file';

/** All files together. The file of a trace of 1 GB has a few MB. */
const MOST_BYTES = 512 * MIB;
/** A larger analysis is not kept. */
const MOST_FILE_BYTES = 128 * MIB;
const UNUSED_MS = 30 * DAY_MS;
const NAME = /^(\d{8}-\d{6}-[0-9a-f]{6})-[0-9a-f]{16}\.(analysis|checkpoints|picture)$/;

interface Kept {
  name: string;
  id: string;
  bytes: number;
  usedAtMs: number;
}

type Kind = 'analysis' | 'checkpoints' | 'picture';

/** What a pass over a whole trace yields beside its analysis. */
export interface KeptWithAnalysis {
  checkpoints?: CheckpointFile;
  picture?: ReadPicture;
}

/** What an analysis depends on. */
export interface AnalysisKey {
  /** Id of the trace. */
  id: string;
  fingerprint: string;
  epochs: readonly NamespaceEpoch[];
}

/**
 * Analyses of whole traces, checkpoints from which ranges are read, and pictures of whole traces. Each trace has up to three files:
 * `CACHE/analyses/ID-KEY.analysis`, `….checkpoints` and `….picture`. Any file may be deleted at any time.
 * No method rejects because of the cache: the caller analyses the trace again.
 */
export class AnalysisCache {
  readonly dir: string;

  constructor(
    cacheDir: string,
    private readonly mostBytes = MOST_BYTES,
  ) {
    this.dir = join(cacheDir, 'analyses');
  }

  /** @returns undefined if the trace was not analysed in its current state, or if the file is damaged, which deletes it */
  async read(key: AnalysisKey): Promise<AnalysedTrace | undefined> {
    const path = this.#pathOf(key, 'analysis');
    const file = await readBounded(path, MOST_FILE_BYTES).catch(() => undefined); // does not exist
    if (!file) return undefined;
    const analysed = decodeAnalysis(file);
    await (analysed ? markUsed(path) : removeDamaged(path));
    return analysed;
  }

  /** @returns undefined if the trace was not drawn in its current state, or if the file is damaged, which deletes it */
  async picture(key: AnalysisKey): Promise<ReadPicture | undefined> {
    const path = this.#pathOf(key, 'picture');
    const file = await readBounded(path, MOST_FILE_BYTES).catch(() => undefined); // does not exist
    if (!file) return undefined;
    const picture = decodePicture(file);
    await (picture ? markUsed(path) : removeDamaged(path));
    return picture;
  }

  /**
   * Reads the last checkpoint of the trace at or before a time.
   * @param limits of the trace as it is open
   * @returns undefined if there is none, or if the file is damaged, which deletes it
   */
  async checkpointAt(key: AnalysisKey, timeNs: number, limits: CheckpointLimits): Promise<Checkpoint | undefined> {
    const path = this.#pathOf(key, 'checkpoints');
    try {
      const checkpoint = await withFileParts(path, (read) => readCheckpointAt(read, timeNs));
      if (checkpoint) checkCheckpoint(checkpoint, limits);
      await markUsed(path);
      return checkpoint ?? undefined;
    } catch (error) {
      // Else the file does not exist or cannot be read.
      if (isOfBytes(error)) await removeDamaged(path);
      return undefined;
    }
  }

  /**
   * Replaces the files of earlier states of the trace, and deletes those that were unused longest for space.
   * @param analysed null if the cache has it already
   * @param others of the pass that made the analysis
   */
  async write(key: AnalysisKey, analysed: AnalysedTrace | null, others: KeptWithAnalysis = {}): Promise<void> {
    const mostBytes = Math.min(MOST_FILE_BYTES, this.mostBytes);
    const files = (
      [
        ['analysis', analysed && encodeAnalysis(analysed)],
        ['checkpoints', others.checkpoints?.encode()],
        ['picture', others.picture && encodePicture(others.picture)],
      ] as const
    ).flatMap(([kind, file]) => (file && file.length <= mostBytes ? [{ path: this.#pathOf(key, kind), file }] : []));
    if (files.length === 0) return;
    try {
      makeFolders(this.dir);
      await this.#makeRoom(
        files.reduce((sum, { file }) => sum + file.length, 0),
        key,
      );
      for (const { path, file } of files) await writeWhole(path, file);
    } catch {
      // The disk is full, or the cache cannot be written.
    }
  }

  /** Deletes the analyses of deleted traces. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.#drop(({ id }) => ids.includes(id));
  }

  /** @returns the freed bytes */
  dropAll(): Promise<number> {
    return this.#drop(() => true);
  }

  #pathOf(key: AnalysisKey, kind: Kind): string {
    return join(this.dir, `${nameOf(key)}.${kind}`);
  }

  async #makeRoom(needBytes: number, key: AnalysisKey): Promise<void> {
    await this.#removeDrafts();
    const isEarlier = ({ id, name }: Kept): boolean => id === key.id && !name.startsWith(`${nameOf(key)}.`);
    await this.#drop((kept) => isEarlier(kept) || kept.usedAtMs < Date.now() - UNUSED_MS);
    const kept = (await this.#kept()).sort((a, b) => a.usedAtMs - b.usedAtMs);
    let usedBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, bytes } of kept) {
      if (usedBytes + needBytes <= this.mostBytes) return;
      await rm(join(this.dir, name), { force: true });
      usedBytes -= bytes;
    }
  }

  async #drop(which: (kept: Kept) => boolean): Promise<number> {
    let freedBytes = 0;
    for (const kept of await this.#kept()) {
      if (!which(kept)) continue;
      await rm(join(this.dir, kept.name), { force: true });
      freedBytes += kept.bytes;
    }
    return freedBytes;
  }

  /** Removes what killed processes left. */
  async #removeDrafts(): Promise<void> {
    for (const name of (await readdir(this.dir)).filter(isDraft)) {
      const facts = await stat(join(this.dir, name)).catch(() => undefined);
      if (facts && isAbandonedDraft(name, facts)) await rm(join(this.dir, name), { force: true });
    }
  }

  async #kept(): Promise<Kept[]> {
    const names = await readdir(this.dir).catch(() => []); // the cache does not exist yet
    const kept = names.map(async (name): Promise<Kept | undefined> => {
      const id = NAME.exec(name)?.[1];
      const facts = id === undefined ? undefined : await stat(join(this.dir, name)).catch(() => undefined);
      return id !== undefined && facts ? { name, id, bytes: facts.size, usedAtMs: facts.mtimeMs } : undefined;
    });
    return (await Promise.all(kept)).filter((one) => one !== undefined);
  }
}

function nameOf({ id, fingerprint, epochs }: AnalysisKey): string {
  const hash = createHash('sha256').update(
    JSON.stringify([ANALYSIS_VERSION, CHECKPOINT_VERSION, PICTURE_VERSION, fingerprint, epochs]),
  );
  return `${id}-${hash.digest('hex').slice(0, 16)}`;
}

/** A read-only cache is used as it is. */
const markUsed = (path: string): Promise<void> => utimes(path, new Date(), new Date()).catch(() => undefined);

const removeDamaged = (path: string): Promise<void> => rm(path, { force: true }).catch(() => undefined);
