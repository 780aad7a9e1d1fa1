import { z } from 'zod';
import { nameSchema, rowsOf } from '../../model/bounds';
import { buffersSchema } from '../../tracing/events';
import { kernelContextSchema } from '../../tracing/kernel-contexts';
import { kernelPatternSchema } from '../../tracing/kernel-pattern';
import { DEFAULT_KERNEL_PRESET, KERNEL_PRESET_IDS } from '../../tracing/kernel-presets';
import { attributeOf, buffersOption, flagOption, listOption } from './cli-codecs';
import { choiceDraft, draftText, rowsDraft, sameDraftValue } from './draft-codecs';
import { field } from './field';
import { buffersDraftSchema } from './recording';

const presetIds = KERNEL_PRESET_IDS.join(', ');
const KERNEL_OPTION = {
  flags: '--kernel [preset]',
  help: `also record the kernel: ${presetIds}; without a name: ${DEFAULT_KERNEL_PRESET}. Needs root, the tracing group, or a password`,
};

const patternsDraft = <const Key extends string>(key: Key) =>
  rowsDraft(key, {
    row: draftText,
    textOf: (pattern) => pattern,
    read: (pattern) => pattern.trim(),
    write: (pattern: string) => pattern,
  });

/** The fields of the kernel's recording. */
export const KERNEL_FIELDS = {
  preset: field({
    order: 260,
    schema: z.enum(KERNEL_PRESET_IDS, `a kernel preset is one of: ${presetIds}`).optional(),
    draft: choiceDraft('preset', nameSchema, DEFAULT_KERNEL_PRESET),
    cli: {
      group: 'kernel',
      options: [KERNEL_OPTION],
      read: (raw) => {
        const given = raw[attributeOf(KERNEL_OPTION)];
        return given === true ? DEFAULT_KERNEL_PRESET : given;
      },
    },
  }),
  tracepoints: field({
    order: 270,
    schema: rowsOf(kernelPatternSchema).default([]),
    draft: patternsDraft('tracepoints'),
    cli: listOption('kernel', '--kernel-event <pattern>', 'a kernel tracepoint, for example sched_*'),
  }),
  syscalls: field({
    order: 280,
    schema: rowsOf(kernelPatternSchema).default([]),
    draft: patternsDraft('syscalls'),
    cli: listOption('kernel', '--syscall <pattern>', 'a system call, for example openat or *'),
  }),
  contexts: field({
    order: 290,
    schema: rowsOf(kernelContextSchema).default([]),
    draft: sameDraftValue('contexts', rowsOf(kernelContextSchema), []),
    cli: listOption(
      'kernel',
      '--kernel-context <name>',
      `an additional context of kernel events: ${kernelContextSchema.options.join(', ')}`,
    ),
  }),
  /** Absent: derived from the machine's memory and processors. */
  buffers: field({
    order: 300,
    schema: buffersSchema.optional(),
    draft: { ...choiceDraft('buffers', buffersDraftSchema, null), hasParts: true },
    cli: buffersOption(
      'kernel',
      '--kernel-buffers <count>x<KiB>',
      "the kernel's sub-buffers of each CPU; left out: from this machine's memory and CPUs",
    ),
  }),
  /** Whether to record system calls and block events only of containers, which are in other pid namespaces than the machine's. */
  containersOnly: field({
    order: 310,
    schema: z.boolean().default(false),
    draft: sameDraftValue('containersOnly', z.boolean(), false),
    cli: flagOption(
      'kernel',
      '--containers-only',
      "system calls and block events of containers only: of other pid namespaces than this machine's",
    ),
  }),
};
