import { z } from 'zod';
import { KERNEL_PRESETS } from './kernel-presets';

/** The tracepoints and system calls that can be recorded, as suggestions. */
export const kernelOffersSchema = z.object({
  tracepoints: z.array(z.string()),
  syscalls: z.array(z.string()),
  /**
   * `tracer`: listed by the tracer now · `remembered`: listed by the tracer earlier for this kernel · `kernel`: the kernel's
   * list, in which some names differ from the tracer's · `presets`: the names in the presets, without any list
   */
  source: z.enum(['tracer', 'remembered', 'kernel', 'presets']),
});
export type KernelOffers = z.infer<typeof kernelOffersSchema>;

const namesInPresets = (list: 'tracepoints' | 'syscalls'): string[] =>
  [...new Set(KERNEL_PRESETS.flatMap((preset) => preset[list]))].filter((name) => name !== '*').sort();

export const PRESETS_OFFERS: KernelOffers = {
  tracepoints: namesInPresets('tracepoints'),
  syscalls: namesInPresets('syscalls'),
  source: 'presets',
};

/**
 * Parses the kernel's list, `available_events` of tracefs, which has lines `system:event`. LTTng prefixes an event with its
 * system if the event does not begin with it. A system call is `sys_enter_NAME`.
 */
export function offersOfAvailableEvents(text: string): KernelOffers {
  const events = text.split('\n').flatMap((line) => {
    const [, system, name] = /^([A-Za-z0-9_-]+):([A-Za-z0-9_]+)$/.exec(line.trim()) ?? [];
    return system && name ? [{ system, name }] : [];
  });
  const isSyscall = ({ system }: { system: string }): boolean => system === 'syscalls' || system === 'raw_syscalls';
  const tracepoints = events
    .filter((event) => !isSyscall(event))
    .map(({ system, name }) => (name.startsWith(`${system}_`) ? name : `${system}_${name}`));
  const syscalls = events.filter(isSyscall).flatMap(({ name }) => /^sys_enter_(.+)$/.exec(name)?.[1] ?? []);
  return { tracepoints: sorted(tracepoints), syscalls: sorted(syscalls), source: 'kernel' };
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
