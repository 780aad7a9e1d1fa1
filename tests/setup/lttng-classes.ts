import { eventClass, fixedText } from './lttng-events';
import { field, integer } from './lttng-trace';

/** The contexts that name the thread of an event in userspace. */
export const THREAD_CONTEXT = [
  field('vpid', integer(32)),
  field('vtid', integer(32)),
  field('procname', fixedText(17)),
  field('pid_ns', integer(64)),
];

const site = [field('addr', integer(64)), field('call_site', integer(64))];

/** Ids 0 and 1: entry and exit of a function. Id 2: an exit that does not name its function. */
export const CALL_CLASSES = [
  eventClass(0, 'lttng_ust_cyg_profile:func_entry', ...site),
  eventClass(1, 'lttng_ust_cyg_profile:func_exit', ...site),
  eventClass(2, 'lttng_ust_cyg_profile_fast:func_exit'),
];

const comm = fixedText(16);

/** Ids 0 and 1: a switch to another thread, and a thread that is woken. */
export const SCHED_CLASSES = [
  eventClass(
    0,
    'sched_switch',
    field('prev_comm', comm),
    field('prev_tid', integer(32)),
    field('prev_prio', integer(32)),
    field('prev_state', integer(64)),
    field('next_comm', comm),
    field('next_tid', integer(32)),
    field('next_prio', integer(32)),
  ),
  eventClass(1, 'sched_waking', field('comm', comm), field('tid', integer(32)), field('target_cpu', integer(32))),
];
