import { AppError } from '@shared/model/app-error';
import { kernelContextSchema } from '@shared/tracing/kernel-contexts';
import { KERNEL_PRESETS } from '@shared/tracing/kernel-presets';
import type { Command } from 'commander';
import { buffersOf, collect } from './option-values';

/** As commander collects them; the request's schema parses the rest. */
export interface KernelOptions {
  /** True without a name: the container preset. */
  kernel?: string | true;
  kernelEvent?: string[];
  syscall?: string[];
  kernelContext?: string[];
  kernelBuffers?: string;
  containersOnly?: boolean;
}

/** What `--kernel` alone means. */
const DEFAULT_KERNEL_PRESET = 'container';
const presets = KERNEL_PRESETS.map(({ id }) => id).join(', ');

/** The options that say what to record of the kernel. */
export function addKernelOptions(command: Command): Command {
  return command
    .option(
      '--kernel [preset]',
      `record the kernel, too: ${presets}; without a name: ${DEFAULT_KERNEL_PRESET}. Needs root, the root session daemon's group, or one password`,
    )
    .option('--kernel-event <pattern>', 'a tracepoint of the kernel, sched_* for one; may be repeated', collect)
    .option('--syscall <pattern>', 'a system call, openat or * for one; may be repeated', collect)
    .option(
      '--kernel-context <name>',
      `a context field more of the kernel's events: ${kernelContextSchema.options.join(', ')}; may be repeated`,
      collect,
    )
    .option(
      '--kernel-buffers <count>x<KiB>',
      "the kernel's sub-buffers of each CPU; left out: from this machine's memory and CPUs",
    )
    .option(
      '--containers-only',
      "system calls and block events only of containers: of other pid namespaces than this machine's own",
    );
}

/** @returns undefined where nothing of the kernel is asked for @throws AppError `config` that names the option */
export function kernelChoiceOf(options: KernelOptions) {
  const { kernel, kernelEvent = [], syscall = [], kernelContext = [], containersOnly } = options;
  if (kernel === undefined && kernelEvent.length + syscall.length === 0) return refuseAlone(options);
  const buffers = buffersOf(options.kernelBuffers, '--kernel-buffers');
  return {
    ...(kernel === undefined ? {} : { preset: kernel === true ? DEFAULT_KERNEL_PRESET : kernel }),
    tracepoints: kernelEvent,
    syscalls: syscall,
    contexts: kernelContext,
    ...(buffers ? { buffers } : {}),
    containersOnly: containersOnly ?? false,
  };
}

/** Options that say how the kernel is recorded, where it is not. */
function refuseAlone({ kernelContext, kernelBuffers, containersOnly }: KernelOptions): undefined {
  const given = [
    ...(kernelContext?.length ? ['--kernel-context'] : []),
    ...(kernelBuffers === undefined ? [] : ['--kernel-buffers']),
    ...(containersOnly ? ['--containers-only'] : []),
  ];
  if (given[0] === undefined) return undefined;
  throw new AppError('config', `${given[0]} is for events of the kernel, and none is asked for.`, {
    hint: 'Ask for them with --kernel, --kernel-event or --syscall.',
  });
}
