import { hostname } from 'node:os';
import { CHECK_LIST, type CheckId, engineCheckId } from '@shared/doctor/check-list';
import { ENGINE_IDS, type EngineId, engineLanguage } from '@shared/engines/registry';
import { AppError, toAppError } from '@shared/model/app-error';
import {
  type Capabilities,
  type Check,
  type EngineState,
  isRecordable,
  type KernelCapability,
  type TracerState,
} from '@shared/model/capabilities';
import { within } from '../process/wait-until';
import { machineResources } from '../tracer/machine-resources';
import { probeTracer } from '../tracer/tracer-state';
import type { DoctorDeps } from './doctor-deps';
import { engineCheck, withHelper } from './engine-check';
import { type Space, spaceAt } from './file-system';
import type { Finding } from './finding';
import { FindingBook } from './finding-book';
import { failedFinding, failedFindings, kernelFindings, libraryFindings, tracerFindings } from './first-checks';
import { FURTHER_CHECKS, type FurtherContext } from './further-checks';
import { kernelCapability } from './kernel-capability';
import { type FixResult, runRemedy } from './remedies';
import { type Program, reportText } from './report';

/** The limit of a check. A check that exceeds it reports what it was waiting for. */
const CHECK_LIMIT_MS = 10_000;
/** The first request starts Podman's service, which has its own limit of 15 s. */
const ENGINE_LIMIT_MS = 20_000;

type OnCheck = (check: Check) => void;
type Report = (id: CheckId, finding: Finding) => void;

/** Checks everything that recording needs. Reports each check as soon as its result is known. Checks change nothing. */
export class Doctor {
  readonly #book = new FindingBook();
  #last: Capabilities | undefined;

  constructor(private readonly deps: DoctorDeps) {}

  /** The checks so far, in the order of the list. */
  checks(): Check[] {
    return this.#book.checks();
  }

  /** The last result of runFirst; undefined before its first call. */
  get last(): Capabilities | undefined {
    return this.#last;
  }

  /** Runs the first checks: tracer, kernel tracer, engines, library. They are quick, since the window's start waits for them. */
  async runFirst(onCheck: OnCheck = () => undefined, signal = new AbortController().signal): Promise<Capabilities> {
    const { uid, library } = this.deps;
    const report: Report = (id, finding) => onCheck(this.#book.enter(id, finding));
    const [tracer, kernel, space, ...engines] = await Promise.all([
      this.#probeTracer(report),
      this.#probeKernel(report),
      this.#probeLibrary(report),
      ...ENGINE_IDS.map((id) => this.#probeEngine(id, report, signal)),
    ]);
    if (!engines.some(isRecordable))
      for (const engine of engines) report(engineCheckId(engine.id as EngineId), engineCheck(engine, true));
    const first = new Set<string>(CHECK_LIST.filter((check) => check.stage === 'first').map((check) => check.id));
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
   * Runs the further checks: the slow ones and those that are for information only.
   * @param viewerPath Trace Compass in the settings; null: it is detected
   */
  async runFurther(viewerPath: string | null, onCheck: OnCheck = () => undefined): Promise<Check[]> {
    const { deps } = this;
    const known = this.#last ?? (await this.runFirst());
    const report: Report = (id, finding) => onCheck(this.#book.enter(id, finding));
    const context: FurtherContext = {
      deps,
      known,
      viewerPath,
      rootAccess: once(deps.rootAccess),
      resources: once(machineResources),
    };
    await Promise.all([
      ...Object.entries(FURTHER_CHECKS).map(async ([id, check]) =>
        report(id as CheckId, await findingOf(id, () => check(context))),
      ),
      ...ENGINE_IDS.map((id) => this.#checkEngine(id, known, report)),
    ]);
    return this.checks();
  }

  /**
   * Runs the fix of a check, exactly as it was shown. The check must currently have a fix that the app may run.
   * @throws AppError `missing` for an unknown check, `config` for one without such a fix
   */
  async fix(checkId: string): Promise<FixResult> {
    const check = this.checks().find((one) => one.id === checkId);
    if (!check) throw new AppError('missing', `There is no check ${JSON.stringify(checkId)}.`);
    const argv = this.#book.fixOf(checkId);
    if (!argv) throw new AppError('config', `The app cannot fix the check ${check.title}.`);
    return runRemedy(argv);
  }

  /**
   * The checks as plain text for an issue, without secrets. Runs the checks first if they have not run yet.
   * @param program the reporting program
   */
  async report(program: Program, viewerPath: string | null): Promise<string> {
    const { deps } = this;
    if (!CHECK_LIST.some((listed) => listed.stage === 'further' && this.#book.has(listed.id)))
      await this.runFurther(viewerPath);
    return reportText(program, this.checks(), { ...deps, hostName: hostname() });
  }

  async #probeTracer(report: Report): Promise<TracerState> {
    try {
      const state = await within(probeTracer(this.deps.uid), CHECK_LIMIT_MS, '`lttng --version`');
      reportAll(tracerFindings(state), report);
      return state;
    } catch (error) {
      reportAll(failedFindings('tracer', error), report);
      return { version: null, ustSocket: null, babeltrace: null, daemon: this.deps.uid === 0 ? 'root' : 'private' };
    }
  }

  /** Userspace can be recorded even if the kernel cannot be probed. */
  async #probeKernel(report: Report): Promise<KernelCapability> {
    try {
      const kernel = await within(kernelCapability(this.deps), CHECK_LIMIT_MS, 'The kernel tracer');
      reportAll(kernelFindings(kernel), report);
      return kernel;
    } catch (error) {
      reportAll(failedFindings('kernel', error), report);
      const failed = toAppError(error).toData();
      const { message: reason, hint: why = '' } = failed;
      return { state: 'unknown', reason, why, level: null, refusal: failed };
    }
  }

  async #probeLibrary(report: Report): Promise<Pick<Space, 'freeBytes' | 'totalBytes'>> {
    const { library, uid } = this.deps;
    try {
      const space = await within(spaceAt(library.dir), CHECK_LIMIT_MS, `The file system of ${library.dir}`);
      reportAll(libraryFindings(library.dir, uid, space), report);
      return space;
    } catch (error) {
      reportAll(failedFindings('disk', error), report);
      return { freeBytes: 0, totalBytes: 0 };
    }
  }

  async #probeEngine(id: EngineId, report: Report, signal: AbortSignal): Promise<EngineState> {
    const { title } = engineLanguage(id);
    const probe = async (): Promise<EngineState> => withHelper(await this.#asked(id, signal), this.deps.rootAccess);
    const state = await within(probe(), ENGINE_LIMIT_MS, title).catch(
      (error: unknown): EngineState => ({
        ...{ id, title, state: 'broken', version: null, rootless: null, endpoint: '' },
        reason: toAppError(error).message,
      }),
    );
    report(engineCheckId(id), engineCheck(state));
    if (state.state !== 'ready') this.#book.forget((check) => check.engine === id && check.id !== engineCheckId(id));
    return state;
  }

  /** An engine needs a runtime folder, which cannot be created on a full file system. */
  async #asked(id: EngineId, signal: AbortSignal): Promise<EngineState> {
    return this.deps.engine(id).probe(signal);
  }

  /** Checks the topics of a ready engine. */
  async #checkEngine(id: EngineId, known: Capabilities, report: Report): Promise<void> {
    const state = known.engines.find((one) => one.id === id);
    if (state?.state !== 'ready') return;
    try {
      const findings = await within(this.deps.engine(id).findings(state), CHECK_LIMIT_MS, state.title);
      for (const { topic, ...finding } of findings) report(engineCheckId(id, topic), finding);
    } catch (error) {
      report(engineCheckId(id, 'storage'), failedFinding(error));
    }
  }
}

function reportAll(findings: Readonly<Record<string, Finding>>, report: Report): void {
  for (const [id, finding] of Object.entries(findings)) report(id as CheckId, finding);
}

/** Calls a function once, when it is first needed. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= read());
}

async function findingOf(id: string, work: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await within(Promise.resolve().then(work), CHECK_LIMIT_MS, `The check ${id}`);
  } catch (error) {
    return failedFinding(error);
  }
}
