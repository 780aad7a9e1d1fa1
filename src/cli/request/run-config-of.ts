import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { longNameOf } from '@shared/request/fields/cli-codecs';
import type { FieldTable } from '@shared/request/fields/field';
import { KERNEL_FIELDS } from '@shared/request/fields/kernel';
import { RECORDING_FIELDS } from '@shared/request/fields/recording';
import { fieldAt } from '@shared/request/fields/sections';
import { TARGET_FIELDS } from '@shared/request/fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '@shared/request/fields/trace';
import { type RunConfig, runConfigSchema } from '@shared/request/run-config';
import { SANITY_COMMAND, SANITY_PRESET } from '@shared/request/sanity-run';
import { DEFAULT_PRESET } from '@shared/tracing/presets';
import { firstGiven, NO_USERSPACE, type RecordOptions } from './record-options';

/** Builds the request for a command in a container. --event disables the default preset. @throws AppError `config` that names the option */
export function runConfigOf(command: string[], options: RecordOptions): RunConfig {
  const preset = options['event'] === undefined ? DEFAULT_PRESET : undefined;
  return requestOf({ target: { kind: 'container', ...section(TARGET_FIELDS, options) }, command }, options, preset);
}

/** Builds the request for a program on this machine, by default the sanity check. @throws AppError `config` that names the option */
export const sanityConfigOf = (command: string[], options: RecordOptions): RunConfig =>
  requestOf({ target: { kind: 'host' }, command: command.length ? command : SANITY_COMMAND }, options, SANITY_PRESET);

/** Applies the given options to the demo's request. @throws AppError `config` that names the option */
export const withRecordOptions = (config: RunConfig, options: RecordOptions): RunConfig =>
  requestOf(config, options, config.recording.preset ?? DEFAULT_PRESET);

/** @param preset the userspace preset to use if no option names one */
function requestOf(
  base: Readonly<Record<string, unknown>>,
  options: RecordOptions,
  preset: string | undefined,
): RunConfig {
  const input = {
    ...base,
    ...section(TRACE_FIELDS, options),
    recording: recordingOf(options, preset),
    limits: section(LIMIT_FIELDS, options),
  };
  return parseOrThrow(runConfigSchema, input, 'The request', (field) => optionNameOf(field, options));
}

/** Reads the fields of a section from the options. Fields without an option are omitted. */
function section(fields: FieldTable, options: RecordOptions): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { cli }] of Object.entries(fields)) {
    const value = cli?.read(options, process.env);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function recordingOf(options: RecordOptions, preset: string | undefined): Record<string, unknown> {
  const kernel = kernelOf(options);
  const userspace = options['userspace'] !== false;
  if (!userspace) refuseUserspaceOptions(options, kernel !== undefined);
  return {
    ...(userspace && preset !== undefined ? { preset } : {}),
    ...section(RECORDING_FIELDS, options),
    ...(kernel ? { kernel } : {}),
  };
}

/** @returns undefined when no kernel events are requested @throws AppError `config` for options that need them */
function kernelOf(options: RecordOptions): Record<string, unknown> | undefined {
  const kernel = section(KERNEL_FIELDS, options);
  if ('preset' in kernel || 'tracepoints' in kernel || 'syscalls' in kernel) return kernel;
  const given = firstGiven('kernel', options);
  if (given === undefined) return undefined;
  throw new AppError('config', `${given} is for kernel events, and none are requested.`, {
    hint: 'Request them with --kernel, --kernel-event or --syscall.',
  });
}

/** @throws AppError `config` for userspace options, and when nothing is left to record */
function refuseUserspaceOptions(options: RecordOptions, recordsKernel: boolean): void {
  const given = firstGiven('userspace', options);
  if (given !== undefined)
    throw new AppError('config', `${given} is for userspace events, which ${NO_USERSPACE.flags} excludes.`, {
      hint: 'Omit one of the two.',
    });
  if (!recordsKernel)
    throw new AppError('config', `${NO_USERSPACE.flags} leaves nothing to record.`, {
      hint: 'Request kernel events with --kernel, --kernel-event or --syscall.',
    });
}

/** Returns the option that sets a field: `--env` for `target.env.0.name`. Returns the field's path if no option sets it. */
function optionNameOf(path: string, options: RecordOptions): string {
  if (path === 'recording') return '--preset';
  if (path === 'recording.kernel') return '--kernel';
  const found = fieldAt(path.split('.'));
  const cli = found?.field.cli;
  const [first] = cli?.options ?? [];
  return cli?.optionOf?.(found?.rest ?? [], options) ?? (first ? longNameOf(first) : path);
}
