import type { KernelPresetDefinition } from '../kernel-preset';

/** Pages that the kernel allocated and freed, and the system calls that caused it. */
export const memory: KernelPresetDefinition = {
  title: 'Memory',
  shows: 'each page that the kernel gives and takes back, and the system calls that ask for memory',
  costs: 'many events: a page is 4 KiB',
  tracepoints: [
    'kmem_mm_page_alloc',
    'kmem_mm_page_free',
    'sched_switch',
    'sched_process_fork',
    'sched_process_exec',
    'sched_process_exit',
    'lttng_statedump_*',
  ],
  syscalls: ['mmap', 'munmap', 'mremap', 'brk', 'madvise', 'mprotect', 'mlock*', 'munlock*'],
  contexts: [],
};
