import { offersOfAvailableEvents, PRESETS_OFFERS } from '@shared/tracing/kernel-offers';
import { expect, it } from 'vitest';

it("reads the kernel's own list by the tracer's names", () => {
  const text = [
    'sched:sched_switch',
    'irq:irq_handler_entry',
    'irq:softirq_raise',
    'timer:hrtimer_expire_entry',
    'kmem:mm_page_alloc',
    'power:cpu_frequency',
    'raw_syscalls:sys_enter',
    'syscalls:sys_enter_openat',
    'syscalls:sys_exit_openat',
    'sched:sched_switch',
    'not a line',
    '',
  ].join('\n');
  expect(offersOfAvailableEvents(text)).toEqual({
    tracepoints: [
      'irq_handler_entry',
      'irq_softirq_raise',
      'kmem_mm_page_alloc',
      'power_cpu_frequency',
      'sched_switch',
      'timer_hrtimer_expire_entry',
    ],
    syscalls: ['openat'],
    source: 'kernel',
  });
});

it('suggests the names of the presets if no list is available', () => {
  expect(PRESETS_OFFERS.tracepoints).toContain('sched_switch');
  expect(PRESETS_OFFERS.syscalls).toContain('mmap');
  expect([...PRESETS_OFFERS.tracepoints, ...PRESETS_OFFERS.syscalls]).not.toContain('*');
});
