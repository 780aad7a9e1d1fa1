import { cpus, hostname, totalmem } from 'node:os';
import { CHECK_LIST, engineCheckId } from '@shared/doctor/check-list';
import { ENGINE_IDS, type EngineId, engineLanguage } from '@shared/engines/registry';
import { AppError, toAppError } from '@shared/model/app-error';
import type { Capabilities, Check, EngineState, KernelCapability, TracerState } from '@shared/model/capabilities';
import type { RootAccess } from '@shared/privilege/level';
import type { Engine } from '../engines/engine';
import type { TraceLibrary } from '../library/trace-library';
import { within } from '../process/wait-until';
import { hostPreloads } from '../tracer/host-preloads';
import { machineResources } from '../tracer/machine-resources';
import { probeTracer } from '../tracer/tracer-state';
import { cacheCheck, libraryCheck, runtimeFolderCheck } from './disk-checks';
import { pkexecCheck, tracingGroupCheck } from './elevation-checks';
import { engineCheck } from './engine-check';
import { type Space, spaceAt } from './file-system';
import type { Finding } from './finding';
import { FindingBook } from './finding-book';
import type { Ground } from './ground';
import { kernelCapability } from './kernel-capability';
import {
  kernelBuffersCheck,
  kernelCheck,
  kernelLevelCheck,
  kernelTracerCheck,
  userNamespacesCheck,
} from './kernel-checks';
import { type Mended, runRemedy } from './remedies';
import { type Program, reportText } from './report';
import { processLimitsCheck, sharedMemoryCheck } from './resource-checks';
import { rootDaemonCheck } from './root-daemon-check';
import { selinuxCheck } from './selinux-check';
import { preloadCheck, readerCheck, tracerCheck } from './tracer-checks';
import { viewerCheck } from './viewer-check';

/** What a check may take, milliseconds; it is answered by then, if only with what was waited for. */
const CHECK_LIMIT_MS = 10_000;
/** Podman's service is started by the first question: 15 s are its own limit. */
const ENGINE_LIMIT_MS = 20_000;

export interface DoctorParts extends Ground {
  library: TraceLibrary;
  cacheDir: string;
  runtimeBase: string;
  engine: (id: EngineId) => Engine;
  /** How the root session daemon can be reached now. */
  rootAccess: () => Promise<RootAccess>;
}

type OnCheck = (check: Check) => void;

/** Looks at everything that recording needs; each check is told as soon as it is known. Looking changes nothing. */
export class Doctor {
  readonly #book = new FindingBook();
  #last: Capabilities | undefined;

  constructor(private readonly parts: DoctorParts) {}

  /** The checks so far, in the order of the list. */
  checks(): Check[] {
    return this.#book.checks();
  }

  /** What was found last about engines and tracer; undefined before the first look. */
  get last(): Capabilities | undefined {
    return this.#last;
  }

  /** What recording needs: tracer, kernel's tracer, engines, library. Quick, for the window's start waits for it. */
  async look(onCheck: OnCheck = () => undefined, signal = new AbortController().signal): Promise<Capabilities> {
    const { uid, library } = this.parts;
    const tell = (id: string, finding: Finding): void => onCheck(this.#book.enter(id, finding));
    const [tracer, kernel, space, ...engines] = await Promise.all([
      this.#lookAtTracer(tell),
      this.#lookAtKernel(tell),
      this.#lookAtLibrary(tell),
      ...ENGINE_IDS.map((id) => this.#lookAtEngine(id, tell, signal)),
    ]);
    if (!engines.some((engine) => engine.state === 'ready'))
      for (const engine of engines) tell(engineCheckId(engine.id as EngineId), engineCheck(engine, true));
    const first = new Set(CHECK_LIST.filter((check) => check.stage === 'first').map((check) => check.id));
    this.#last = {
      user: { uid, gid: process.getgid?.() ?? 0 },
      tracer,
      kernel,
      engines,
      library: { path: library.dir, freeBytes: space.freeBytes, totalBytes: space.totalBytes },
      checks: this.checks().filter((check) => first.has(check.id)),
    };
    return this.#last;
  }

  /**
   * Everything else, after a look: what takes longer, and what is only good to know.
   * @param viewerPath Trace Compass as the settings name it; null: it is looked for
   */
  async lookFurther(viewerPath: string | null, onCheck: OnCheck = () => undefined): Promise<Check[]> {
    const { parts } = this;
    const known = this.#last ?? (await this.look());
    const check = async (id: string, work: () => Finding | Promise<Finding>): Promise<void> => {
      onCheck(this.#book.enter(id, await findingOf(id, work)));
    };
    const runtimeFolder = (): Finding => runtimeFolderCheck(parts.runtimeBase, parts.uid, parts.env['XDG_RUNTIME_DIR']);
    let asked: Promise<RootAccess> | undefined;
    const access = (): Promise<RootAccess> => (asked ??= parts.rootAccess());
    await Promise.all([
      check('shared-memory', async () => sharedMemoryCheck(await machineResources())),
      check('process-limits', async () => processLimitsCheck(await machineResources())),
      check('kernel', kernelCheck),
      check('kernel-buffers', () => kernelBuffersCheck({ memoryBytes: totalmem(), cpus: cpus().length })),
      check('user-namespaces', () => userNamespacesCheck(parts)),
      check('selinux', () => selinuxCheck(parts, known.engines, known.tracer.ustSocket)),
      check('viewer', () => viewerCheck(parts, viewerPath, known.tracer.version)),
      check('pkexec', async () => pkexecCheck(parts, await access())),
      check('tracing-group', async () => tracingGroupCheck(parts, await access())),
      check('root-daemon', async () => rootDaemonCheck(parts, await access(), known.kernel.state)),
      check('cache', async () => cacheCheck(parts.cacheDir, parts.uid, await spaceAt(parts.cacheDir))),
      check('runtime-folder', runtimeFolder),
      ...ENGINE_IDS.map((id) => this.#lookIntoEngine(id, known, onCheck)),
    ]);
    return this.checks();
  }

  /**
   * Runs the remedy of a check, if it is one that we may run: as it was shown, and only while it is still called for.
   * @throws AppError `missing` for a check that is not there, `config` for one without such a remedy
   */
  async mend(checkId: string): Promise<Mended> {
    const check = this.checks().find((one) => one.id === checkId);
    if (!check) throw new AppError('missing', `There is no check ${JSON.stringify(checkId)}.`);
    const argv = this.#book.mendOf(checkId);
    if (!argv) throw new AppError('config', `${check.title} has no remedy that can be run from here.`);
    return runRemedy(argv);
  }

  /**
   * Plain text for an issue, without secrets. Looks first where nothing has been looked at yet.
   * @param program what reports
   */
  async report(program: Program, viewerPath: string | null): Promise<string> {
    const { parts } = this;
    if (!CHECK_LIST.some((listed) => listed.stage === 'further' && this.#book.has(listed.id)))
      await this.lookFurther(viewerPath);
    return reportText(program, this.checks(), { ...parts, hostName: hostname() });
  }

  async #lookAtTracer(tell: (id: string, finding: Finding) => void): Promise<TracerState> {
    try {
      const state = await within(probeTracer(this.parts.uid), CHECK_LIMIT_MS, '`lttng --version`');
      tell('tracer', tracerCheck(state));
      tell('reader', readerCheck(state));
      tell('host-preloads', preloadCheck(Object.keys(hostPreloads()).length));
      return state;
    } catch (error) {
      tell('tracer', failedFinding(error));
      return { version: null, ustSocket: null, babeltrace: null, daemon: this.parts.uid === 0 ? 'root' : 'private' };
    }
  }

  /** Without it userspace is recorded all the same: what cannot be told is no reason to stop. */
  async #lookAtKernel(tell: (id: string, finding: Finding) => void): Promise<KernelCapability> {
    try {
      const kernel = await within(kernelCapability(this.parts), CHECK_LIMIT_MS, "The kernel's tracer");
      tell('kernel-tracer', kernelTracerCheck(kernel));
      tell('kernel-level', kernelLevelCheck(kernel));
      return kernel;
    } catch (error) {
      const failed = toAppError(error).toData();
      tell('kernel-tracer', failedFinding(error));
      tell('kernel-level', failedFinding(error));
      const { message: reason, hint: why = '' } = failed;
      return { state: 'unknown', reason, why, level: null, refusal: failed };
    }
  }

  async #lookAtLibrary(tell: (id: string, finding: Finding) => void): Promise<Pick<Space, 'freeBytes' | 'totalBytes'>> {
    const { library, uid } = this.parts;
    try {
      const space = await within(spaceAt(library.dir), CHECK_LIMIT_MS, `The file system of ${library.dir}`);
      tell('library', libraryCheck(library.dir, uid, space));
      return space;
    } catch (error) {
      tell('library', failedFinding(error));
      return { freeBytes: 0, totalBytes: 0 };
    }
  }

  async #lookAtEngine(
    id: EngineId,
    tell: (id: string, finding: Finding) => void,
    signal: AbortSignal,
  ): Promise<EngineState> {
    const { title } = engineLanguage(id);
    const state = await within(this.parts.engine(id).probe(signal), ENGINE_LIMIT_MS, `${title}'s answer`).catch(
      (error: unknown): EngineState => ({
        ...{ id, title, state: 'broken', version: null, rootless: null, endpoint: '' },
        reason: toAppError(error).message,
      }),
    );
    tell(engineCheckId(id), engineCheck(state));
    if (state.state !== 'ready') this.#book.forget((check) => check.engine === id && check.id !== engineCheckId(id));
    return state;
  }

  async #lookIntoEngine(id: EngineId, known: Capabilities, onCheck: OnCheck): Promise<void> {
    const state = known.engines.find((one) => one.id === id);
    if (state?.state !== 'ready') return;
    try {
      const findings = await within(
        this.parts.engine(id).findings(state),
        CHECK_LIMIT_MS,
        `What ${state.title} says of itself`,
      );
      for (const { topic, ...finding } of findings) onCheck(this.#book.enter(engineCheckId(id, topic), finding));
    } catch (error) {
      onCheck(this.#book.enter(engineCheckId(id, 'storage'), failedFinding(error)));
    }
  }
}

async function findingOf(id: string, work: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await within(Promise.resolve().then(work), CHECK_LIMIT_MS, `The check ${id}`);
  } catch (error) {
    return failedFinding(error);
  }
}

/** A check that could not be made is no good news, and no proof of bad ones. */
function failedFinding(error: unknown): Finding {
  const { message, hint } = toAppError(error).toData();
  return {
    state: 'caution',
    summary: message,
    why: hint ?? 'So nothing is known about it. Look again, or see what keeps it.',
  };
}
