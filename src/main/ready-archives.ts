import { existsSync } from 'node:fs';
import type { Core } from '@core/core';
import { toAppError } from '@shared/model/app-error';
import type { ReadyArchive } from '@shared/model/ready-archive';
import type { Settings } from '@shared/model/settings';

/** Progress is reported at most this often. */
const REPORT_EVERY_MS = 100;
const BACKGROUND = 19;

interface Deps {
  core: Pick<Core, 'provideArchive' | 'archiveCache' | 'library'>;
  settings(): Pick<Settings, 'archiveFormat' | 'archiveCachePercent'>;
  /** Whether a recording is running, whose trace would show the work, or the library is being moved. No archive is prepared then. */
  busy(): boolean;
  emit(archive: ReadyArchive): void;
}

interface Entry {
  archive: ReadyArchive;
  path: string | null;
}

/** Prepares the archives of traces that may be dragged next, one after another, in the order of the request. */
export class ReadyArchives {
  private readonly entries = new Map<string, Entry>();
  private wanted: string[] = [];
  private running: { id: string; cancel: AbortController; done: Promise<void> } | null = null;
  private reportedAt = 0;
  private refreshing = false;
  private stale = false;

  constructor(private readonly deps: Deps) {}

  /** Requests archives for exactly these traces. Work on any other archive is cancelled. */
  want(ids: readonly string[]): void {
    this.wanted = [...ids];
    if (this.running && !this.wanted.includes(this.running.id)) this.running.cancel.abort();
    for (const [id, { archive }] of this.entries)
      if (archive.state === 'waiting' && !this.wanted.includes(id)) this.set(id, 'none');
    for (const id of this.wanted) {
      const state = this.entries.get(id)?.archive.state ?? 'none';
      if (state === 'none' || state === 'refused') this.set(id, 'waiting');
    }
    this.next();
  }

  /** Cancels the running work, which is repeated later. Resolves when it has ended. Call it after `busy` has become true. */
  async pause(): Promise<void> {
    this.running?.cancel.abort();
    await this.running?.done;
  }

  /** The traces whose archives were requested last. */
  get wantedIds(): readonly string[] {
    return this.wanted;
  }

  list(): ReadyArchive[] {
    return [...this.entries.values()].map(({ archive }) => archive);
  }

  /** Returns the files of all these traces, or undefined if one is not ready. Deleted archives are prepared again. */
  pathsOf(ids: readonly string[]): string[] | undefined {
    if (this.forgetGone()) this.want([...new Set([...ids, ...this.wanted])]);
    const paths = ids
      .map((id) => this.entries.get(id))
      .map((one) => (one?.archive.state === 'ready' ? one.path : null));
    return paths.every((path) => path !== null) ? paths : undefined;
  }

  /** Drops outdated archives and prepares requested ones again. Call it when the library or a setting changed, or a recording ended. */
  async refresh(): Promise<void> {
    this.stale = true;
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      while (this.stale) {
        this.stale = false;
        await this.deps.core.archiveCache.tidy(this.deps.core.library.dir);
      }
    } finally {
      this.refreshing = false;
    }
    this.forgetGone();
    this.want(this.wanted);
  }

  /** @returns the bytes that were freed */
  async empty(): Promise<number> {
    const cache = this.deps.core.archiveCache;
    this.want([]);
    const bytes = await cache.sizeBytes();
    await cache.drop(() => true);
    for (const id of this.entries.keys()) this.set(id, 'none');
    return bytes;
  }

  /** Forgets archives that were deleted or have another format than the settings. @returns whether there were any */
  private forgetGone(): boolean {
    const { archiveFormat } = this.deps.settings();
    const gone = [...this.entries].filter(
      ([, { archive, path }]) =>
        archive.state === 'ready' && !(path?.endsWith(`.${archiveFormat}`) && existsSync(path)),
    );
    for (const [id] of gone) this.set(id, 'none');
    return gone.length > 0;
  }

  private next(): void {
    if (this.running || this.deps.busy()) return;
    const id = this.wanted.find((one) => this.entries.get(one)?.archive.state === 'waiting');
    if (id === undefined) return;
    const cancel = new AbortController();
    const done = this.prepare(id, cancel).finally(() => {
      this.running = null;
      this.next();
    });
    this.running = { id, cancel, done };
  }

  private async prepare(id: string, cancel: AbortController): Promise<void> {
    const { archiveFormat: format, archiveCachePercent: sharePercent } = this.deps.settings();
    const order = { format, sharePercent, keep: new Set(this.wanted) };
    try {
      const path = await this.deps.core.provideArchive(id, order, {
        signal: cancel.signal,
        niceness: BACKGROUND,
        onProgress: (progress) => {
          if (performance.now() - this.reportedAt < REPORT_EVERY_MS || cancel.signal.aborted) return;
          this.reportedAt = performance.now();
          this.set(id, 'preparing', { progress });
        },
      });
      this.set(id, 'ready', {}, path);
    } catch (thrown) {
      const error = toAppError(thrown);
      // Cancelled by the closing core, which would refuse every further request.
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
    if (state === 'none') this.entries.delete(traceId);
    else this.entries.set(traceId, { archive, path });
    this.deps.emit(archive);
  }
}
