import type { Volume } from '@shared/engines/container-spec';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '@shared/model/run-config';
import { SANITY_COMMAND, SANITY_PRESET } from '@shared/model/sanity-run';
import { DEFAULT_PRESET } from '@shared/tracing/presets';
import { optionNameOf } from './option-names';
import { bytesOf, numberOf } from './option-values';
import type { RecordOptions } from './record-options';
import { recordingOf } from './recording-of';

/** A command in a container. Events of one's own are recorded alone. @throws AppError `config` that names the option */
export function runConfigOf(command: string[], options: RecordOptions): RunConfig {
  const preset = options.event?.length ? undefined : DEFAULT_PRESET;
  return requestOf({ target: containerTarget(options), command }, options, preset);
}

/** A program of this machine, or the sanity check's own. @throws AppError `config` that names the option */
export const sanityConfigOf = (command: string[], options: RecordOptions): RunConfig =>
  requestOf({ target: { kind: 'host' }, command: command.length ? command : SANITY_COMMAND }, options, SANITY_PRESET);

/** The demo as it is, with what was asked for on top. @throws AppError `config` that names the option */
export const withRecordOptions = (config: RunConfig, options: RecordOptions): RunConfig =>
  requestOf(config, options, config.recording.preset ?? DEFAULT_PRESET);

/** @param preset of userspace, where none is named */
function requestOf(
  base: { target: unknown; command: string[] } & Partial<Pick<RunConfigInput, 'title' | 'repeat'>>,
  options: RecordOptions,
  preset: string | undefined,
): RunConfig {
  const title = options.name ?? base.title;
  const input = {
    ...base,
    ...(title === undefined ? {} : { title }),
    repeat: numberOf(options.repeat, '--repeat') ?? base.repeat,
    recording: recordingOf(options, preset),
    limits: limitsOf(options),
    force: options.force ?? false,
  };
  return parseOrThrow(runConfigSchema, input, 'The request', (field) => optionNameOf(field, options.env?.length ?? 0));
}

const limitsOf = (options: RecordOptions) => ({
  maxDurationS: numberOf(options.maxDuration, '--max-duration'),
  maxSizeBytes: bytesOf(options.maxSize, '--max-size'),
  rotateBytes: bytesOf(options.rotateSize, '--rotate-size'),
  diskFloorBytes: bytesOf(options.diskFloor, '--disk-floor'),
});

function containerTarget(options: RecordOptions) {
  return {
    kind: 'container',
    engine: options.engine,
    image: options.image,
    entrypoint: options.entrypoint === undefined ? undefined : [options.entrypoint],
    env: [
      ...(options.env ?? []).map((text) => variableOf(text, false)),
      ...(options.secretEnv ?? []).map((text) => variableOf(text, true)),
    ],
    volumes: (options.volume ?? []).map(volumeOf),
    options: options.engineOption ?? [],
    workdir: options.workdir,
    user: options.user,
    network: options.network,
    cpus: numberOf(options.cpus, '--cpus'),
    memoryBytes: bytesOf(options.memory, '--memory'),
  };
}

function variableOf(text: string, secret: boolean) {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  return { name, value: at < 0 ? (process.env[name] ?? '') : text.slice(at + 1), secret };
}

function volumeOf(text: string): Volume {
  const [source = '', target = '', mode, ...more] = text.split(':');
  if ((mode !== undefined && mode !== 'ro' && mode !== 'rw') || more.length > 0)
    throw new AppError('config', `--volume takes SOURCE:TARGET[:ro], not ${JSON.stringify(text)}.`);
  return { source, target, readOnly: mode === 'ro' };
}
