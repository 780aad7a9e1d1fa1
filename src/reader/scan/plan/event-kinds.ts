/** What the scan does with an event. The number is in `ScanPlan.events`, so that compiled code can switch on it. */
export const EVENT_KIND = {
  other: 0,
  functionEntry: 1,
  functionExit: 2,
  schedSwitch: 3,
  schedWake: 4,
  syscallEntry: 5,
  syscallExit: 6,
  pageFault: 7,
  exec: 8,
  threadEnd: 9,
  allocate: 10,
  free: 11,
  reallocate: 12,
} as const;
export type EventKindName = keyof typeof EVENT_KIND;

interface KindRule {
  domain: 'userspace' | 'kernel';
  name: RegExp;
  /** Payload fields in the order of the columns a to e of `ScanPlan.events`; null for a column without field. */
  fields: readonly (string | null)[];
  /** An event class without one of the first n fields is of kind `other`. */
  required: number;
}

/**
 * Which events the scan understands. LTTng-UST: the tracepoint providers of liblttng-ust-cyg-profile and liblttng-ust-libc-wrapper.
 * Kernel: instrumentation/events of lttng-modules.
 *
 * `sched_process_free` is no end of a thread: it is recorded later, by whoever frees the memory.
 */
export const KIND_RULES = {
  functionEntry: {
    domain: 'userspace',
    name: /^lttng_ust_cyg_profile(_fast)?:func_entry$/,
    fields: ['addr'],
    required: 1,
  },
  functionExit: {
    domain: 'userspace',
    name: /^lttng_ust_cyg_profile(_fast)?:func_exit$/,
    fields: ['addr'],
    required: 0,
  },
  schedSwitch: {
    domain: 'kernel',
    name: /^sched_switch$/,
    fields: ['prev_tid', 'prev_state', 'next_tid', 'prev_comm', 'next_comm'],
    required: 3,
  },
  schedWake: {
    domain: 'kernel',
    name: /^sched_(waking|wakeup|wakeup_new)$/,
    fields: ['tid', null, null, 'comm'],
    required: 1,
  },
  syscallEntry: { domain: 'kernel', name: /^(compat_)?syscall_entry_./, fields: [], required: 0 },
  syscallExit: { domain: 'kernel', name: /^(compat_)?syscall_exit_./, fields: ['ret'], required: 0 },
  pageFault: {
    domain: 'kernel',
    name: /^(x86_)?exceptions_page_fault_(user|kernel)$/,
    fields: [],
    required: 0,
  },
  exec: { domain: 'kernel', name: /^sched_process_exec$/, fields: [], required: 0 },
  threadEnd: { domain: 'kernel', name: /^sched_process_exit$/, fields: [], required: 0 },
  allocate: {
    domain: 'userspace',
    name: /^lttng_ust_libc:(malloc|calloc|memalign|posix_memalign)$/,
    /** posix_memalign has `out_ptr` and `result` (0: success). */
    fields: ['ptr|out_ptr', 'size', 'nmemb', 'result'],
    required: 2,
  },
  free: { domain: 'userspace', name: /^lttng_ust_libc:free$/, fields: ['ptr'], required: 1 },
  reallocate: {
    domain: 'userspace',
    name: /^lttng_ust_libc:realloc$/,
    fields: ['ptr', 'size', 'in_ptr'],
    required: 3,
  },
} as const satisfies Record<Exclude<EventKindName, 'other'>, KindRule>;

const RULES = Object.entries(KIND_RULES) as [EventKindName, KindRule][];

/** Names whose kinds are kept: each plan and each pass asks again, and a kernel has hundreds of names. */
const MOST_NAMES = 4_096;
const kinds = { userspace: new Map<string, EventKindName>(), kernel: new Map<string, EventKindName>() };

/** @returns the kind by the event's name alone; its class may still lack required fields */
export function kindOfName(name: string, domain: 'userspace' | 'kernel'): EventKindName {
  const known = kinds[domain].get(name);
  if (known) return known;
  const kind = RULES.find(([, rule]) => rule.domain === domain && rule.name.test(name))?.[0] ?? 'other';
  if (kinds[domain].size < MOST_NAMES) kinds[domain].set(name, kind);
  return kind;
}

/** @returns the name of a system call without the tracer's prefix: `openat` for `compat_syscall_entry_openat` */
export const syscallName = (eventName: string): string => eventName.replace(/^(compat_)?syscall_(entry|exit)_/, '');
