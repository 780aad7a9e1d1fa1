import { KERNEL_NAMESPACES } from '../kernel-contexts';
import type { KernelPresetDefinition } from '../kernel-preset';

/**
 * All events that Trace Compass's analyses of kernel, containers, disk and network use, and every system call. Scheduling and
 * interrupts are recorded for the whole machine, because a container often waits for something outside.
 */
export const container: KernelPresetDefinition = {
  title: 'Container',
  shows: 'what the kernel did under the container: scheduling, system calls, interrupts, disk and network',
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
    'irq_softirq_raise',
    'irq_softirq_entry',
    'irq_softirq_exit',
    'timer_hrtimer_expire_entry',
    'timer_hrtimer_expire_exit',
    'net_dev_queue',
    'net_if_receive_skb',
    'block_rq_insert',
    'block_rq_issue',
    'block_rq_complete',
    'block_bio_frontmerge',
    'power_cpu_frequency',
    'lttng_statedump_*',
  ],
  syscalls: ['*'],
  contexts: KERNEL_NAMESPACES,
};
