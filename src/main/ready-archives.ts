import { existsSync } from 'node:fs';
import type { Core } from '@core/core';
import { toAppError } from '@shared/model/app-error';
import type { ReadyArchive } from '@shared/model/ready-archive';
import type { Settings } from '@shared/model/settings';

/** Bytes come in far more often than anybody looks. */
const TELL_EVERY_MS = 100;
const BACKGROUND = 19;

interface Parts {
  core: Pick<Core, 'provideArchive' | 'archiveCache' | 'library'>;
  settings(): Pick<Settings, 'archiveFormat' | 'archiveCachePercent'>;
  /** Whether a recording goes on, in whose trace it would be seen, or the library moves: nothing is made then. */
  busy(): boolean;
  tell(archive: ReadyArchive): void;
}

interface Known {
  archive: ReadyArchive;
  path: string | null;
}

/** Makes the archives of the traces that may be dragged next, one after the other, the last asked for first. */
export class ReadyArchives {
  private readonly known = new Map<string, Known>();
  private wanted: string[] = [];
  private going: { id: string; cancel: AbortController; over: Promise<void> } | null = null;
  private toldAt = 0;
  private looking = false;
  private stale = false;

  constructor(private readonly parts: Parts) {}

  /** These and no others: what is under way for another is given up. */
  want(ids: readonly string[]): void {
    this.wanted = [...ids];
    if (this.going && !this.wanted.includes(this.going.id)) this.going.cancel.abort();
    for (const [id, { archive }] of this.known)
      if (archive.state === 'waiting' && !this.wanted.includes(id)) this.set(id, 'none');
    for (const id of this.wanted) {
      const state = this.known.get(id)?.archive.state ?? 'none';
      if (state === 'none' || state === 'refused') this.set(id, 'waiting');
    }
    this.next();
  }

  /** Something that makes us busy begins: what is under way is given up and waits for its end. Resolves when nothing is made any more. */
  async giveWay(): Promise<void> {
    this.going?.cancel.abort();
    await this.going?.over;
  }

  /** The traces whose archives were requested last. */
  get wantedIds(): readonly string[] {
    return this.wanted;
  }

  list(): ReadyArchive[] {
    return [...this.known.values()].map(({ archive }) => archive);
  }

  /** The files of all of them; undefined when one is not ready. What somebody took off the disk meanwhile is made again. */
  pathsOf(ids: readonly string[]): string[] | undefined {
    if (this.forgetGone()) this.want([...new Set([...ids, ...this.wanted])]);
    const paths = ids.map((id) => this.known.get(id)).map((one) => (one?.archive.state === 'ready' ? one.path : null));
    return paths.every((path) => path !== null) ? paths : undefined;
  }

  /** The library or a setting changed, or a recording has ended: what is not as it is now goes, and is made again where it is wanted. */
  async lookAgain(): Promise<void> {
    this.stale = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.stale) {
        this.stale = false;
        await this.parts.core.archiveCache.tidy(this.parts.core.library.dir);
      }
    } finally {
      this.looking = false;
    }
    this.forgetGone();
    this.want(this.wanted);
  }

  /** @returns the bytes that were freed */
  async empty(): Promise<number> {
    const cache = this.parts.core.archiveCache;
    this.want([]);
    const bytes = await cache.sizeBytes();
    await cache.drop(() => true);
    for (const id of this.known.keys()) this.set(id, 'none');
    return bytes;
  }

  /** What is not on the disk any more, or not in the format that is wanted now. @returns whether there was any */
  private forgetGone(): boolean {
    const { archiveFormat } = this.parts.settings();
    const gone = [...this.known].filter(
      ([, { archive, path }]) =>
        archive.state === 'ready' && !(path?.endsWith(`.${archiveFormat}`) && existsSync(path)),
    );
    for (const [id] of gone) this.set(id, 'none');
    return gone.length > 0;
  }

  private next(): void {
    if (this.going || this.parts.busy()) return;
    const id = this.wanted.find((one) => this.known.get(one)?.archive.state === 'waiting');
    if (id === undefined) return;
    const cancel = new AbortController();
    const over = this.make(id, cancel).finally(() => {
      this.going = null;
      this.next();
    });
    this.going = { id, cancel, over };
  }

  private async make(id: string, cancel: AbortController): Promise<void> {
    const { archiveFormat: format, archiveCachePercent: sharePercent } = this.parts.settings();
    const order = { format, sharePercent, keep: new Set(this.wanted) };
    try {
      const path = await this.parts.core.provideArchive(id, order, {
        signal: cancel.signal,
        niceness: BACKGROUND,
        onProgress: (progress) => {
          if (performance.now() - this.toldAt < TELL_EVERY_MS || cancel.signal.aborted) return;
          this.toldAt = performance.now();
          this.set(id, 'preparing', { progress });
        },
      });
      this.set(id, 'ready', {}, path);
    } catch (thrown) {
      const error = toAppError(thrown);
      // Not by us: the core closes, and whoever asked again would be refused for ever.
      if (error.code === 'cancelled' && !cancel.signal.aborted) this.wanted = [];
      if (error.code === 'cancelled') this.set(id, this.wanted.includes(id) ? 'waiting' : 'none');
      else this.set(id, 'refused', { error: error.toData() });
    }
  }

  private set(
    traceId: string,
    state: ReadyArchive['state'],
    more: Partial<ReadyArchive> = {},
    path: string | null = null,
  ): void {
    const archive = { traceId, state, progress: null, error: null, ...more };
    if (state === 'none') this.known.delete(traceId);
    else this.known.set(traceId, { archive, path });
    this.parts.tell(archive);
  }
}
