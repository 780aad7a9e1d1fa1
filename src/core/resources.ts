import type { EngineId } from '@shared/engines/registry';
import type { CoreOptions } from './core';
import type { Engine } from './engines/engine';
import { openEngine } from './engines/registry';
import type { TraceLibrary } from './library/trace-library';
import { ownIdentity } from './process/identity';
import type { RunSurroundings } from './runs/start-run';
import { makeRuntimeFolder, removeRuntimeFolder } from './runtime-folder';
import { SessionDaemon } from './tracer/session-daemon';
import { startWatchdog, type Watchdog } from './watchdog/watchdog';

/** What this process holds while it lives, each made when first needed: runtime folder, engines, session daemon, watchdog. */
export class Resources {
  readonly #engines = new Map<EngineId, Engine>();
  readonly #versions = new Map<EngineId, Promise<string | null>>();
  #runtimeDir: string | undefined;
  #daemon: SessionDaemon | undefined;
  #watchdog: Watchdog | undefined;

  constructor(
    private readonly options: CoreOptions,
    private readonly library: TraceLibrary,
  ) {}

  runtimeDir(): string {
    this.#runtimeDir ??= makeRuntimeFolder(this.options.runtimeBase);
    return this.#runtimeDir;
  }

  readonly engine = (id: EngineId): Engine => {
    const known = this.#engines.get(id) ?? openEngine(id, { env: process.env, runtimeDir: this.runtimeDir() });
    this.#engines.set(id, known);
    return known;
  };

  readonly #engineVersion = (id: EngineId): Promise<string | null> => {
    const known =
      this.#versions.get(id) ??
      this.engine(id)
        .probe(new AbortController().signal)
        .then((state) => state.version);
    this.#versions.set(id, known);
    return known;
  };

  surroundings(): RunSurroundings {
    this.#daemon ??= new SessionDaemon(this.runtimeDir(), process.getuid?.() ?? 0);
    return {
      library: this.library,
      cacheDir: this.options.cacheDir,
      runtimeDir: this.runtimeDir(),
      daemon: this.#daemon,
      appVersion: this.options.appVersion,
      engine: this.engine,
      engineVersion: this.#engineVersion,
    };
  }

  /** The same, with the watchdog on its post: nothing is recorded without it. */
  guarded(): RunSurroundings {
    const surroundings = this.surroundings();
    this.#watchdog ??= startWatchdog(this.options.watchdogScript, {
      owner: ownIdentity(),
      libraryDir: this.library.dir,
      runtimeBase: this.options.runtimeBase,
      runtimeDir: this.runtimeDir(),
    });
    return surroundings;
  }

  async close(): Promise<void> {
    await Promise.all([this.#daemon?.end(), ...[...this.#engines.values()].map((engine) => engine.close())]);
    if (this.#runtimeDir) removeRuntimeFolder(this.#runtimeDir);
    this.#runtimeDir = undefined;
    this.#watchdog?.dismiss();
    this.#watchdog = undefined;
  }
}
