import { z } from 'zod';
import { KERNEL_PRESETS } from './kernel-presets';

/** What can be recorded of a kernel, for whoever chooses. */
export const kernelOffersSchema = z.object({
  tracepoints: z.array(z.string()),
  syscalls: z.array(z.string()),
  /**
   * `tracer`: it was asked just now · `remembered`: it said so of this kernel before · `kernel`: its own list, in which some
   * have other names than the tracer gives them · `presets`: nothing could be asked, these are the names that we know
   */
  source: z.enum(['tracer', 'remembered', 'kernel', 'presets']),
});
export type KernelOffers = z.infer<typeof kernelOffersSchema>;

const named = (list: 'tracepoints' | 'syscalls'): string[] =>
  [...new Set(KERNEL_PRESETS.flatMap((preset) => preset[list]))].filter((name) => name !== '*').sort();

export const PRESETS_OFFERS: KernelOffers = {
  tracepoints: named('tracepoints'),
  syscalls: named('syscalls'),
  source: 'presets',
};

/**
 * The kernel's own list, `available_events` of tracefs: `system:event` lines. LTTng puts the system before the event where
 * the event does not begin with it; a system call is `sys_enter_NAME`.
 */
export function offersOfAvailableEvents(text: string): KernelOffers {
  const events = text.split('\n').flatMap((line) => {
    const [, system, name] = /^([A-Za-z0-9_-]+):([A-Za-z0-9_]+)$/.exec(line.trim()) ?? [];
    return system && name ? [{ system, name }] : [];
  });
  const ofCalls = ({ system }: { system: string }): boolean => system === 'syscalls' || system === 'raw_syscalls';
  const tracepoints = events
    .filter((event) => !ofCalls(event))
    .map(({ system, name }) => (name.startsWith(`${system}_`) ? name : `${system}_${name}`));
  const syscalls = events.filter(ofCalls).flatMap(({ name }) => /^sys_enter_(.+)$/.exec(name)?.[1] ?? []);
  return { tracepoints: sorted(tracepoints), syscalls: sorted(syscalls), source: 'kernel' };
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
