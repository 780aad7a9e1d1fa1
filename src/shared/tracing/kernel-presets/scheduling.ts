import type { KernelPresetDefinition } from '../kernel-preset';

/** Who ran where, who woke whom, and what interrupted: the least that the control flow and resources views need. */
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
