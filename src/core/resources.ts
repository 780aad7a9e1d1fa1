import { dirname } from 'node:path';
import type { EngineId } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type { RootAccess } from '@shared/privilege/level';
import type { CoreOptions } from './core-options';
import type { Engine } from './engines/engine';
import { openEngine } from './engines/registry';
import type { TraceLibrary } from './library/trace-library';
import { configDir } from './places';
import { HelperClient } from './privilege/helper-client';
import { type HelperFiles, helperFilesBeside } from './privilege/helper-files';
import { probeRootAccess } from './privilege/root-access';
import type { RootHelper } from './privilege/root-helper';
import { ownIdentity } from './process/identity';
import type { RunDeps } from './runs/run-deps';
import { makeRuntimeFolder, removeRuntimeFolder, runtimeFolderPath } from './runtime-folder';
import { SessionDaemon } from './tracer/session-daemon';
import { startWatchdog, type Watchdog } from './watchdog/watchdog';

export interface HelperInCore {
  isUp(): boolean;
  /** Ends the helper. The next recording that needs it asks for the password again. */
  end(): Promise<void>;
  /** Calls a function after each change. @returns a function that ends this */
  follow(onChange: (isUp: boolean) => void): () => void;
}

/** The resources of this process, each created when first needed: runtime folder, engines, session daemon, helper, watchdog. */
export class Resources {
  readonly #engines = new Map<EngineId, Engine>();
  readonly #versions = new Map<EngineId, Promise<string | null>>();
  readonly closing = new AbortController();
  #runtimeDir: string | undefined;
  #closed = false;
  #daemon: SessionDaemon | undefined;
  readonly #helperFiles: HelperFiles;
  readonly #helper: RootHelper;
  #watchdog: Watchdog | undefined;

  constructor(
    private readonly options: CoreOptions,
    private readonly library: TraceLibrary,
  ) {
    this.#helperFiles = helperFilesBeside(dirname(options.watchdogScript));
    this.#helper = new HelperClient(this.#helperFiles, () => this.runtimeDir(), options.passwordTerminal);
  }

  /** The runtime folder. Its first use starts the watchdog, before there is anything to clean up. @throws AppError `cancelled` after close() */
  runtimeDir(): string {
    if (this.#closed) throw new AppError('cancelled', 'The app is shutting down.');
    this.#runtimeDir ??= this.#makeGuardedFolder();
    return this.#runtimeDir;
  }

  #makeGuardedFolder(): string {
    const path = runtimeFolderPath(this.options.runtimeBase);
    this.#watchdog?.dismiss();
    this.#watchdog = startWatchdog(this.options.watchdogScript, {
      owner: ownIdentity(),
      libraryDir: this.library.dir,
      runtimeBase: this.options.runtimeBase,
      runtimeDir: path,
      configDir: this.options.configDir ?? configDir(process.env),
      sinceMs: Date.now(),
    });
    return makeRuntimeFolder(path);
  }

  /** @throws AppError `cancelled` after close(), when nothing would clean up a new engine service */
  readonly engine = (id: EngineId): Engine => {
    const { imageDirs } = this.options;
    const known =
      this.#engines.get(id) ?? openEngine(id, { env: process.env, runtimeDir: this.runtimeDir(), imageDirs });
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

  /** The state of the privileged helper, for the window and the command line. */
  readonly helper: HelperInCore = {
    isUp: () => this.#helper.isUp,
    end: () => this.#helper.close(),
    follow: (onChange) => {
      let wasUp = this.#helper.isUp;
      return this.#helper.observe((state) => {
        const isUp = state === 'up';
        if (isUp !== wasUp) onChange(isUp);
        wasUp = isUp;
      });
    },
  };

  /** How the root session daemon can be reached now. Creates nothing. */
  readonly rootAccess = (): Promise<RootAccess> => probeRootAccess(this.#helper, this.#helperFiles);

  runDeps(): RunDeps {
    this.#daemon ??= new SessionDaemon(this.runtimeDir(), process.getuid?.() ?? 0);
    return {
      library: this.library,
      cacheDir: this.options.cacheDir,
      runtimeDir: this.runtimeDir(),
      daemon: this.#daemon,
      helper: this.#helper,
      rootAccess: this.rootAccess,
      appVersion: this.options.appVersion,
      scriptFolder: this.options.scriptFolder ?? process.cwd(),
      closing: this.closing.signal,
      engine: this.engine,
      engineVersion: this.#engineVersion,
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const ends = await Promise.allSettled([
      this.#daemon?.end(),
      this.#helper.close(),
      ...[...this.#engines.values()].map((engine) => engine.close()),
    ]);
    if (this.#runtimeDir) removeRuntimeFolder(this.#runtimeDir);
    this.#runtimeDir = undefined;
    this.#watchdog?.dismiss();
    this.#watchdog = undefined;
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
