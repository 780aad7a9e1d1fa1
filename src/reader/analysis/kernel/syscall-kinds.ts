import type { ThreadState } from '../analysis';

/** The state of a thread that is blocked in a system call. */
export type SyscallKind = Extract<
  ThreadState,
  | 'blocked-on-lock'
  | 'blocked-on-network'
  | 'sleeping'
  | 'waiting-for-events'
  | 'waiting-for-child'
  | 'blocked-otherwise'
>;

/**
 * System calls by what a thread waits for in them. Others block `blocked-otherwise`. read and write are not in the table: a
 * descriptor may be a file, a pipe or a socket. Names as in the kernel's system call tables, without the prefix `sys_`.
 */
const CALLS: Record<Exclude<SyscallKind, 'blocked-otherwise'>, readonly string[]> = {
  'blocked-on-lock': [
    'futex',
    'futex_time32',
    'futex_time64',
    'futex_wait',
    'futex_waitv',
    'flock',
    'semop',
    'semtimedop',
  ],
  'blocked-on-network': [
    'accept',
    'accept4',
    'connect',
    'recv',
    'recvfrom',
    'recvmsg',
    'recvmmsg',
    'recvmmsg_time64',
    'send',
    'sendto',
    'sendmsg',
    'sendmmsg',
    'socketcall',
  ],
  sleeping: ['nanosleep', 'nanosleep_time32', 'clock_nanosleep', 'clock_nanosleep_time32', 'clock_nanosleep_time64'],
  'waiting-for-events': [
    'poll',
    'ppoll',
    'ppoll_time64',
    'select',
    '_newselect',
    'pselect6',
    'pselect6_time64',
    'epoll_wait',
    'epoll_pwait',
    'epoll_pwait2',
    'epoll_wait_old',
    'io_getevents',
    'io_pgetevents',
    'io_uring_enter',
    'pause',
    'rt_sigsuspend',
    'sigsuspend',
    'rt_sigtimedwait',
    'rt_sigtimedwait_time64',
    'mq_timedreceive',
    'msgrcv',
  ],
  'waiting-for-child': ['wait4', 'waitid', 'waitpid', 'vfork'],
};

const KINDS = new Map<string, SyscallKind>(
  (Object.entries(CALLS) as [SyscallKind, readonly string[]][]).flatMap(([kind, names]) =>
    names.map((name): [string, SyscallKind] => [name, kind]),
  ),
);

/** @param name without the tracer's prefix: `futex` */
export const syscallKind = (name: string): SyscallKind => KINDS.get(name) ?? 'blocked-otherwise';

/** Calls of other kinds that wait for work: a server waits in them for the next client. */
const WAIT_FOR_CLIENTS = ['accept', 'accept4'];

/**
 * System calls in which a thread waits for work: for a time, for events, for a child, for a client. A thread in them is not blocked by
 * anything. A futex is not in the list, because it may be a lock.
 */
export const WAITING_FOR_WORK: readonly string[] = [
  ...CALLS.sleeping,
  ...CALLS['waiting-for-events'],
  ...CALLS['waiting-for-child'].filter((name) => name !== 'vfork'),
  ...WAIT_FOR_CLIENTS,
].sort();
