import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { apptainerArguments } from '@shared/engines/apptainer-arguments';
import type { ContainerSpec } from '@shared/engines/container-spec';
import type { Problem } from '@shared/images/problem';
import { AppError, toAppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import { RUN_LABEL } from '@shared/model/labels';
import { makeScratchFolder } from '../../runtime-folder';
import type {
  BuildRequest,
  ContainerFacts,
  Engine,
  ImageDetails,
  ImageSummary,
  OutputChunk,
  RunningContainer,
} from '../engine';
import type { EngineFinding } from '../engine-finding';
import type { EngineSetup } from '../engine-setup';
import { buildApptainerImage, fetchApptainerImage, importApptainerRootfs } from './builds';
import { asksForLimits, limitsHere, removeControlGroups, whyNoLimits } from './control-groups';
import { exportApptainerImage } from './export';
import { rootIdsFinding } from './fakeroot';
import { limitsFinding, networkFinding, sifFinding, usersFinding } from './findings';
import { type ApptainerImage, findApptainerImage, listApptainerImages, summaryOf } from './images';
import { endContainer, launch } from './launch';
import { imagePlaces, imageStore } from './places';
import { firstProcess, markedContainers, processesOf, runOfContainer } from './processes';
import { findApptainer, hasSetUidStarter, requireApptainer, sifMount } from './program';
import { type ContainerRecord, ContainerRecords } from './records';
import { refuseImpossible } from './request';
import { probeApptainer } from './state';
import { removeTree } from './tree';
import { endApptainerBuild } from './unfinished';

/** References that name the source of an image; see apptainer-build(1). */
const SOURCES = /^(docker|docker-archive|docker-daemon|oci|oci-archive|library|oras|https?):/;

/** Apptainer, which has no daemon. Its containers are processes of ours, and its images are files and folders. */
export class ApptainerEngine implements Engine {
  readonly id = 'apptainer';
  /** The kernel signals Apptainer when this process ends, but the program in the container may ignore that. */
  readonly endsWithUs = false;
  readonly #env: Record<string, string | undefined>;
  readonly #runtimeDir: string;
  readonly #imageDirs: () => readonly string[];
  readonly #records: ContainerRecords;
  readonly #specs = new Map<string, ContainerSpec>();
  readonly #uid = process.getuid?.() ?? 0;
  #scratch: string | undefined;

  constructor({ env, runtimeDir, imageDirs = () => [] }: EngineSetup) {
    this.#env = env;
    this.#runtimeDir = runtimeDir;
    this.#imageDirs = imageDirs;
    this.#records = new ContainerRecords(runtimeDir);
  }

  probe(): Promise<EngineState> {
    return probeApptainer(this.#env, this.#uid);
  }

  async findings(state: EngineState): Promise<EngineFinding[]> {
    const program = findApptainer(this.#env);
    const hasSetUid = program !== undefined && (await hasSetUidStarter(program));
    return [
      sifFinding(this.#uid === 0 || hasSetUid ? undefined : sifMount(this.#env)),
      networkFinding(this.#uid === 0),
      limitsFinding(limitsHere(this.#uid), whyNoLimits(this.#uid)),
      rootIdsFinding(this.#uid) ?? usersFinding(state, hasSetUid),
    ];
  }

  async problems(): Promise<Problem[]> {
    return []; // create refuses networks other than the host's and none
  }

  async images(signal: AbortSignal): Promise<ImageSummary[]> {
    return Promise.all(listApptainerImages(this.#places()).map((image) => summaryOf(image, signal)));
  }

  async inspectImage(reference: string): Promise<ImageDetails> {
    return this.#image(reference);
  }

  async pull(reference: string, onProgress: (line: string) => void, signal: AbortSignal): Promise<void> {
    const source = SOURCES.test(reference) ? reference : `docker://${reference}`;
    await fetchApptainerImage(reference, source, this.#env, { onProgress, signal });
  }

  async importRootfs(tarball: string, tag: string, signal: AbortSignal): Promise<string> {
    await importApptainerRootfs(tarball, tag, this.#env, signal);
    return this.#image(tag).id;
  }

  async build(request: BuildRequest): Promise<string> {
    await buildApptainerImage(request, this.#env, (reference) => this.#image(reference).path);
    return this.#image(request.tag).id;
  }

  async endBuild(buildId: string): Promise<void> {
    await endApptainerBuild(buildId, this.#env);
  }

  /** Removes only images in the app's own store. Files and folders elsewhere belong to the user. */
  async removeImage(reference: string): Promise<void> {
    const { path } = await this.inspectImage(reference).then(
      (image) => image as ApptainerImage,
      (error: unknown) => {
        if (toAppError(error).code !== 'missing') throw error;
        return { path: undefined };
      },
    );
    if (path?.startsWith(`${imageStore(this.#env)}/`)) await removeTree(path);
  }

  exportImage<T>(
    reference: string,
    _labels: Record<string, string>,
    signal: AbortSignal,
    read: (stream: Readable) => Promise<T>,
  ): Promise<T> {
    return exportApptainerImage(this.#image(reference), () => this.#scratchFolder(), signal, read);
  }

  async create(spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    const image = this.#image(spec.image);
    refuseImpossible(spec, this.#uid);
    const program = requireApptainer(this.#env);
    const isMounted =
      image.kind === 'sandbox' ||
      this.#uid === 0 ||
      sifMount(this.#env) === 'fuse' ||
      (await hasSetUidStarter(program));
    const id = randomBytes(32).toString('hex');
    const args = apptainerArguments({ ...spec, image: image.path }, { unsquash: !isMounted });
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled while the container was created.');
    this.#specs.set(id, spec);
    this.#records.write({ ...NEW, id, name: spec.name, labels: spec.labels, args });
    return id;
  }

  start(containerId: string, onOutput: (chunk: OutputChunk) => void): Promise<RunningContainer> {
    const record = this.#records.find(containerId);
    const spec = this.#specs.get(containerId);
    if (!record || !spec) return Promise.reject(noContainer(containerId));
    const program = requireApptainer(this.#env);
    const temporary = record.args.includes('--unsquash') ? this.#scratchFolder() : undefined;
    return launch({ program, spec, record, records: this.#records, env: this.#env, temporary }, onOutput);
  }

  async inspect(containerId: string): Promise<ContainerFacts> {
    const record = this.#recordOf(containerId);
    if (!record) throw noContainer(containerId);
    const { id, name, labels, launcher, exitCode, startedAt, finishedAt } = record;
    const running = processesOf(record).length > 0;
    const hostPid = record.hostPid || ((launcher && firstProcess(id, launcher)?.pid) ?? 0);
    return {
      id,
      name,
      labels,
      running,
      hostPid: running ? hostPid : 0,
      exitCode,
      outOfMemory: false,
      selinuxLabel: '', // the same as for every program of the user
      startedAt,
      finishedAt,
    };
  }

  async stop(containerId: string, graceS: number): Promise<void> {
    const record = this.#recordOf(containerId);
    if (record) await endContainer(record, graceS);
  }

  async remove(containerId: string): Promise<void> {
    await this.stop(containerId, 0);
    const record = this.#records.find(containerId);
    if (record?.hostPid && asksForLimits(record.args)) removeControlGroups(record.hostPid);
    this.#specs.delete(containerId);
    this.#records.remove(containerId);
  }

  async findByRun(runId: string): Promise<ContainerFacts[]> {
    const recorded = this.#records.list().filter(({ labels }) => labels[RUN_LABEL] === runId);
    const ids = new Set([...recorded.map(({ id }) => id), ...markedContainers(runId)]);
    return Promise.all([...ids].map((id) => this.inspect(id).catch(() => []))).then((found) => found.flat());
  }

  async close(): Promise<void> {
    // each run stops its own containers, and the runtime folder is deleted with all scratch folders
  }

  #image(reference: string): ApptainerImage {
    return findApptainerImage(reference, this.#places());
  }

  /** Reads the settings each time, since they can change while this process runs. */
  #places(): string[] {
    return imagePlaces(this.#env, this.#imageDirs());
  }

  /** Without a record (its creator was killed and the folder deleted), returns what the marks of its processes contain. */
  #recordOf(id: string): ContainerRecord | undefined {
    const record = this.#records.find(id);
    if (record) return record;
    const run = runOfContainer(id);
    if (run === undefined && processesOf({ id }).length === 0) return undefined;
    return { ...NEW, id, name: id, labels: run === undefined ? {} : { [RUN_LABEL]: run }, args: [] };
  }

  #scratchFolder(): string {
    this.#scratch ??= makeScratchFolder(this.#runtimeDir);
    return this.#scratch;
  }
}

const NEW = { hostPid: 0, startedAt: '', finishedAt: '', exitCode: 0 };

const noContainer = (id: string): AppError =>
  new AppError('missing', `The Apptainer container ${id.slice(0, 12)} no longer exists.`);
