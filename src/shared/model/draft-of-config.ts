import { DEFAULT_PRESET } from '../tracing/presets';
import { amountText, MEBIBYTES, SECONDS } from './amount';
import { commandLine } from './command-line';
import { type KernelDraft, NO_KERNEL, type RecordDraft } from './record-draft';
import { type ContainerTarget, type RunConfig, recordsUserspace } from './run-config';

const MIB = 1024 * 1024;

/**
 * What was asked for once, as the form would stand for it. Values that were not stored are empty, and what the form has
 * no field for (a program on the host) becomes an empty image.
 */
export function draftOfConfig(config: RunConfig): RecordDraft {
  const { recording, limits, target } = config;
  const userspace = recordsUserspace(recording);
  return {
    title: config.title ?? '',
    ...(target.kind === 'container' ? containerFields(target) : containerFields(NO_TARGET)),
    command: commandLine(config.command),
    repeat: config.repeat === 1 ? '' : String(config.repeat),
    recording: {
      userspace,
      // Of a recording of the kernel alone: what is chosen once userspace is switched on.
      preset: userspace ? (recording.preset ?? null) : DEFAULT_PRESET,
      events: recording.events.map((rule) => ({
        pattern: rule.pattern,
        logLevel: rule.logLevel?.level ?? '',
        logLevelMatch: rule.logLevel?.match ?? 'at-least',
        filter: rule.filter ?? '',
        exclude: (rule.exclude ?? []).join(', '),
      })),
      contexts: recording.contexts,
      preloads: recording.preloads ?? null,
      bufferCount: recording.buffers.count,
      bufferSizeKiB: recording.buffers.sizeKiB,
      kernel: kernelDraft(recording.kernel),
      whenFull: recording.whenFull,
      mode: recording.mode,
    },
    ...limitFields(limits),
    force: config.force,
  };
}

/** Limits as the form has them. */
export const limitFields = (limits: RunConfig['limits']): Pick<RecordDraft, LimitField> => ({
  maxDurationS: limits.maxDurationS === undefined ? '' : amountText(limits.maxDurationS, SECONDS),
  maxSizeMiB: mebibytes(limits.maxSizeBytes),
  rotateMiB: mebibytes(limits.rotateBytes),
  diskFloorMiB: mebibytes(limits.diskFloorBytes),
});

type LimitField = 'maxDurationS' | 'maxSizeMiB' | 'rotateMiB' | 'diskFloorMiB';

const kernelDraft = (kernel: RunConfig['recording']['kernel']): KernelDraft =>
  kernel ? { ...kernel, on: true, preset: kernel.preset ?? null, buffers: kernel.buffers ?? null } : NO_KERNEL;

const NO_TARGET: Pick<ContainerTarget, 'image' | 'env' | 'volumes' | 'options'> = {
  image: '',
  env: [],
  volumes: [],
  options: [],
};

type ContainerFields = Pick<
  RecordDraft,
  | 'engine'
  | 'image'
  | 'entrypoint'
  | 'env'
  | 'volumes'
  | 'options'
  | 'workdir'
  | 'user'
  | 'network'
  | 'cpus'
  | 'memoryMiB'
>;

function containerFields(target: Partial<ContainerTarget> & typeof NO_TARGET): ContainerFields {
  return {
    engine: target.engine ?? null,
    image: target.image,
    entrypoint: commandLine(target.entrypoint ?? []),
    env: target.env.map(({ name, value, secret }) => ({ name, value: secret ? '' : value, secret })),
    volumes: target.volumes.map((volume) => ({ ...volume })),
    options: target.options,
    workdir: target.workdir ?? '',
    user: target.user ?? '',
    network: target.network ?? '',
    cpus: target.cpus === undefined ? '' : String(target.cpus),
    memoryMiB: mebibytes(target.memoryBytes),
  };
}

const mebibytes = (bytes: number | undefined): string =>
  bytes === undefined ? '' : amountText(bytes / MIB, MEBIBYTES);
