import type { Rule } from './rule';
import { answeredByAnother } from './rules/answered-by-another';
import { blockedOnDisk } from './rules/blocked-on-disk';
import { cpuLimit } from './rules/cpu-limit';
import { eventsLost } from './rules/events-lost';
import { failingCalls } from './rules/failing-calls';
import { flushAfterFlush } from './rules/flush-after-flush';
import { hotFunction } from './rules/hot-function';
import { inliningUndone } from './rules/inlining-undone';
import { lockHeld } from './rules/lock-held';
import { manyAllocations } from './rules/many-allocations';
import { memoryGrows } from './rules/memory-grows';
import { oneDoesTheWork } from './rules/one-does-the-work';
import { openEnds } from './rules/open-ends';
import { pageFaultWaits } from './rules/page-fault-waits';
import { shortLivedProcesses } from './rules/short-lived-processes';
import { shortOfCpu } from './rules/short-of-cpu';
import { slowCall } from './rules/slow-call';
import { smallCalls } from './rules/small-calls';
import { tracersOwnCost } from './rules/tracers-own-cost';

/** All rules. Another one is a file in `rules/`, its limits in `limits.ts` and a line here. */
export const RULES = {
  'hot-function': hotFunction,
  'slow-call': slowCall,
  'lock-held': lockHeld,
  'blocked-on-disk': blockedOnDisk,
  'flush-after-flush': flushAfterFlush,
  'page-fault-waits': pageFaultWaits,
  'short-of-cpu': shortOfCpu,
  'cpu-limit': cpuLimit,
  'one-does-the-work': oneDoesTheWork,
  'answered-by-another': answeredByAnother,
  'short-lived-processes': shortLivedProcesses,
  'memory-grows': memoryGrows,
  'many-allocations': manyAllocations,
  'small-calls': smallCalls,
  'failing-calls': failingCalls,
  'events-lost': eventsLost,
  'inlining-undone': inliningUndone,
  'tracers-own-cost': tracersOwnCost,
  'open-ends': openEnds,
} as const satisfies Record<string, Rule>;
