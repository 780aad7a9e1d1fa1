import type { KernelPresetDefinition } from '../kernel-preset';

/** Scheduling, wakeups and interrupts: the minimum for Trace Compass's control flow and resources views. */
export const scheduling: KernelPresetDefinition = {
  title: 'Scheduling',
  shows: 'which thread ran on which processor, who woke it, and the interrupts between',
  tracepoints: [
    'sched_switch',
    'sched_waking',
    'sched_wakeup',
    'sched_wakeup_new',
    'sched_process_fork',
    'sched_process_exec',
    'sched_process_exit',
    'sched_process_free',
    'sched_pi_setprio',
    'sched_migrate_task',
    'irq_handler_entry',
    'irq_handler_exit',
    'irq_softirq_entry',
    'irq_softirq_exit',
    'lttng_statedump_*',
  ],
  syscalls: [],
  contexts: [],
};
