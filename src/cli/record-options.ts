import type { Volume } from '@shared/engines/container-spec';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '@shared/model/run-config';
import { contextSchema } from '@shared/tracing/contexts';
import { logLevelSchema } from '@shared/tracing/events';
import type { Command } from 'commander';
import { optionNameOf } from './option-names';

/** As commander collects them; everything is parsed by the run's schema afterwards. */
export interface RecordOptions {
  engine?: string;
  image?: string;
  name?: string;
  preset?: string;
  event?: string[];
  logLevel?: string;
  filter?: string;
  context?: string[];
  preload?: string[];
  buffers?: string;
  repeat?: string;
  maxDuration?: string;
  maxSize?: string;
  diskFloor?: string;
  volume?: string[];
  env?: string[];
  secretEnv?: string[];
  workdir?: string;
  user?: string;
  network?: string;
  cpus?: string;
  memory?: string;
  entrypoint?: string;
  force?: boolean;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** The options that say what to record, and for containers how to run them. */
export function addRecordingOptions(command: Command, kind: 'container' | 'demo' | 'host'): Command {
  command
    .option('--name <name>', 'what the trace is called')
    .option('--preset <preset>', 'functions, memory or everything')
    .option('--event <pattern>', 'a tracepoint pattern of your own; may be repeated', collect)
    .option(
      '--log-level <level>',
      `of your own events: at least LEVEL, or =LEVEL for that one only: ${logLevelSchema.options.join(', ')}`,
    )
    .option('--filter <expression>', 'of your own events, as lttng-enable-event(1) has it')
    .option('--context <name>', `a context field more: ${contextSchema.options.join(', ')}; may be repeated`, collect)
    .option(
      '--preload <library>',
      "instead of the preset's: cyg-profile, fork, libc, pthread, dl, …; may be repeated",
      collect,
    )
    .option('--buffers <count>x<KiB>', 'sub-buffers of each CPU, for example 8x1024')
    .option('--repeat <n>', 'run it n times, one after the other, in one trace')
    .option('--max-duration <seconds>', 'stop and keep after so long')
    .option('--max-size <bytes>', 'stop and keep when the trace is so large, with k, m or g')
    .option('--disk-floor <bytes>', 'stop and keep when less is free, with k, m or g')
    .option('--force', 'record although the image looks untraceable');
  if (kind !== 'container') return command;
  return command
    .option('--volume <source:target[:ro]>', 'bind a folder or file; may be repeated', collect)
    .option('--env <name=value>', 'set a variable; NAME alone takes it from here; may be repeated', collect)
    .option('--secret-env <name=value>', 'the same, its value stored and shown nowhere', collect)
    .option('--workdir <path>', 'working directory')
    .option('--user <user[:group]>', 'user')
    .option('--network <network>', "none, host, bridge or a network's name")
    .option('--cpus <n>', 'most processors')
    .option('--memory <bytes>', 'most memory, with k, m or g')
    .option('--entrypoint <program>', "instead of the image's");
}

/** @throws AppError `config` that names the option */
export function runConfigOf(command: string[], options: RecordOptions, target?: RunConfigInput['target']): RunConfig {
  const input = {
    ...(options.name === undefined ? {} : { title: options.name }),
    target: target ?? containerTarget(options),
    command,
    repeat: numberOf(options.repeat, '--repeat'),
    recording: recordingOf(options),
    limits: limitsOf(options),
    force: options.force ?? false,
  };
  return parseRequest(input, options);
}

/** The demo as it is, with what was asked for on top. */
export function withRecordOptions(config: RunConfig, options: RecordOptions): RunConfig {
  const recording = recordingOf({ preset: config.recording.preset ?? 'functions', ...options });
  const repeat = numberOf(options.repeat, '--repeat') ?? config.repeat;
  return parseRequest(
    {
      ...config,
      title: options.name ?? config.title,
      repeat,
      recording,
      limits: limitsOf(options),
      force: options.force ?? false,
    },
    options,
  );
}

const parseRequest = (input: unknown, { env = [] }: RecordOptions): RunConfig =>
  parseOrThrow(runConfigSchema, input, 'The request', (field) => optionNameOf(field, env.length));

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
    workdir: options.workdir,
    user: options.user,
    network: options.network,
    cpus: numberOf(options.cpus, '--cpus'),
    memoryBytes: bytesOf(options.memory, '--memory'),
  };
}

function recordingOf(options: RecordOptions) {
  const level = options.logLevel;
  if ((level !== undefined || options.filter !== undefined) && !options.event?.length)
    throw new AppError('config', `${level === undefined ? '--filter' : '--log-level'} is for events of your own.`, {
      hint: 'Name them with --event.',
    });
  const rule = {
    ...(level !== undefined
      ? { logLevel: level.startsWith('=') ? { match: 'only', level: level.slice(1) } : { match: 'at-least', level } }
      : {}),
    ...(options.filter !== undefined ? { filter: options.filter } : {}),
  };
  const [count, size] = (options.buffers ?? '').split('x').map(Number);
  if (options.buffers !== undefined && !/^\d+x\d+$/.test(options.buffers))
    throw new AppError('config', `--buffers takes COUNTxKIB, 8x1024 for one, not ${JSON.stringify(options.buffers)}.`);
  return {
    preset: options.preset ?? (options.event?.length ? undefined : 'functions'),
    events: (options.event ?? []).map((pattern) => ({ pattern, ...rule })),
    contexts: options.context ?? [],
    preloads: options.preload,
    ...(options.buffers === undefined ? {} : { buffers: { count, sizeKiB: size } }),
  };
}

const limitsOf = (options: RecordOptions) => ({
  maxDurationS: numberOf(options.maxDuration, '--max-duration'),
  maxSizeBytes: bytesOf(options.maxSize, '--max-size'),
  diskFloorBytes: bytesOf(options.diskFloor, '--disk-floor'),
});

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new AppError('config', `${option} takes a number, not ${JSON.stringify(text)}.`);
  return value;
}

const UNITS: Record<string, number> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

function bytesOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)([kmg]?)$/i.exec(text);
  if (!match) throw new AppError('config', `${option} takes bytes with k, m or g, not ${JSON.stringify(text)}.`);
  return Number(match[1]) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 1);
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
