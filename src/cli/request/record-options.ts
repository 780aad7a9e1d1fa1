import { attributeOf, longNameOf } from '@shared/request/fields/cli-codecs';
import type { OptionDefinition, OptionGroup, RawOptions } from '@shared/request/fields/field';
import { REQUEST_FIELDS } from '@shared/request/fields/sections';
import type { Command } from 'commander';
import { z } from 'zod';
import { requireOption } from './required-option';

/** Raw option values from commander; runConfigSchema validates them. */
export type RecordOptions = RawOptions;
const rawOptionsSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())]).optional());

/** Validates the shape of the options that commander collected. */
export const rawOptionsOf = (collected: unknown): RecordOptions => rawOptionsSchema.parse(collected);

/** Options that every request needs. */
const REQUIRED: readonly string[] = ['--engine', '--image'];

/** Records only the kernel. The only recording option that sets no field. */
export const NO_USERSPACE: OptionDefinition = {
  flags: '--no-userspace',
  help: 'do not record userspace, only the kernel',
};

const GROUPS: Record<OptionGroup, { title: string; extra: readonly OptionDefinition[] }> = {
  container: { title: 'Container:', extra: [] },
  userspace: { title: "The programs' own events (userspace):", extra: [NO_USERSPACE] },
  kernel: { title: 'Events of the kernel:', extra: [] },
  trace: { title: 'The trace:', extra: [] },
};

/** The options of a group, in the order of the form. */
const optionsOf = (group: OptionGroup): OptionDefinition[] => [
  ...REQUEST_FIELDS.flatMap(({ cli }) => (cli?.group === group ? cli.options : [])),
  ...GROUPS[group].extra,
];

/** Adds the options that `record` and `plan` share. */
export function addContainerRecording(command: Command): Command {
  addGroup(command, 'container');
  return addRecordingOptions(command);
}

/** Adds the options for what to record and for how long. */
export function addRecordingOptions(command: Command): Command {
  for (const group of ['userspace', 'kernel', 'trace'] as const) addGroup(command, group);
  return command.optionsGroup('Options:');
}

function addGroup(command: Command, group: OptionGroup): void {
  command.optionsGroup(GROUPS[group].title);
  for (const option of optionsOf(group)) {
    const { flags, help, repeats } = option;
    if (REQUIRED.includes(longNameOf(option))) requireOption(command, flags, help);
    else if (repeats) command.option(flags, help, collect);
    else command.option(flags, help);
  }
}

/** Returns the first given option of a group, such as `--preset`; undefined if none is given. */
export function firstGiven(group: OptionGroup, options: RecordOptions): string | undefined {
  const given = optionsOf(group).find((option) => {
    const value = options[attributeOf(option)];
    return option !== NO_USERSPACE && value !== undefined && value !== false;
  });
  return given && longNameOf(given);
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];
