import { ENGINE_IDS, engineLanguage } from '@shared/engines/registry';
import { contextSchema } from '@shared/tracing/contexts';
import { logLevelSchema } from '@shared/tracing/events';
import { PRESETS } from '@shared/tracing/presets';
import type { Command } from 'commander';
import { addKernelOptions, type KernelOptions } from './kernel-options';
import { collect } from './option-values';

/** As commander collects them; everything is parsed by the run's schema afterwards. */
export interface RecordOptions extends KernelOptions {
  engine?: string;
  image?: string;
  name?: string;
  /** False: the kernel alone. */
  userspace?: boolean;
  preset?: string;
  event?: string[];
  logLevel?: string;
  filter?: string;
  context?: string[];
  preload?: string[];
  buffers?: string;
  whenFull?: string;
  flightRecorder?: boolean;
  rotateSize?: string;
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
  engineOption?: string[];
  force?: boolean;
}

const ENGINE_OPTIONS = ENGINE_IDS.map((id) => ({ id, names: engineLanguage(id).options.map((option) => option.id) }))
  .filter(({ names }) => names.length > 0)
  .map(({ id, names }) => `${id}: ${names.join(', ')}`)
  .join('; ');

/** What `record` and `plan` have in common: the command, where it runs, and what is recorded of it. */
export function addContainerRecording(command: Command): Command {
  command.argument('[command...]', 'the command and its arguments, behind --');
  return addRecordingOptions(addContainerOptions(command));
}

function addContainerOptions(command: Command): Command {
  return command
    .optionsGroup('Container:')
    .requiredOption('--engine <engine>', ENGINE_IDS.join(' or '))
    .requiredOption('--image <image>', 'an image that the engine holds, or the path of one')
    .option('--volume <source:target[:ro]>', 'bind a folder or file; may be repeated', collect)
    .option('--env <name=value>', 'set a variable; NAME alone takes it from here; may be repeated', collect)
    .option('--secret-env <name=value>', 'the same, its value stored and shown nowhere', collect)
    .option('--workdir <path>', 'working directory')
    .option('--user <user[:group]>', 'user')
    .option('--network <network>', "none, host, bridge or a network's name")
    .option('--cpus <n>', 'most processors')
    .option('--memory <bytes>', 'most memory, with k, m or g')
    .option('--entrypoint <program>', "instead of the image's")
    .option('--engine-option <name>', `what one engine alone has (${ENGINE_OPTIONS}); may be repeated`, collect);
}

/** The options that say what to record, and for how long. */
export function addRecordingOptions(command: Command): Command {
  addUserspaceOptions(command.optionsGroup("The programs' own events (userspace):"));
  addKernelOptions(command.optionsGroup('Events of the kernel:'));
  return command
    .optionsGroup('The trace:')
    .option('--name <name>', 'what the trace is called')
    .option('--repeat <n>', 'run it n times, one after the other, in one trace')
    .option('--when-full <what>', 'discard the events that come when a buffer is full, or overwrite its oldest ones')
    .option(
      '--flight-recorder',
      'keep only the last seconds, in the buffers; they are saved at the end and on SIGUSR1 (kill -USR1 PID)',
    )
    .option('--rotate-size <bytes>', 'begin another part of the trace after so much, with k, m or g; for long runs')
    .option('--max-duration <seconds>', 'stop and keep after so long')
    .option('--max-size <bytes>', 'stop and keep when the trace is so large, with k, m or g')
    .option('--disk-floor <bytes>', 'stop and keep when less is free, with k, m or g')
    .option('--force', 'record although the image looks untraceable')
    .optionsGroup('Options:');
}

const presets = PRESETS.map(({ id }) => id).join(', ');

function addUserspaceOptions(command: Command): Command {
  return command
    .option('--preset <preset>', `${presets}; left out, without events of your own: functions`)
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
    .option('--no-userspace', 'none of them: record the kernel alone');
}
