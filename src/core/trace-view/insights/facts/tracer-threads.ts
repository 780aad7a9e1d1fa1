import { isTracer } from '@shared/tracing/tracer-thread';
import type { InsightFacts } from './insight-facts';
import type { ThreadSubject } from './subjects';

/** Processes of lttng-tools: lttng-sessiond, lttng-consumerd, lttng-runas, and the client lttng. Their threads have other names. */
const DAEMONS = /^lttng(-|$)/;

/** Threads that the tracer runs: its daemons, and the ones that it adds to traced programs. */
export const tracerThreads = ({ subjects, analysis }: Pick<InsightFacts, 'subjects' | 'analysis'>): ThreadSubject[] =>
  [...analysis.threads.keys()].flatMap((index) => {
    const thread = subjects.threadOf(index);
    if (thread?.row.domain !== 'kernel') return [];
    const isDaemon = thread.process.container === null && DAEMONS.test(thread.process.name);
    return isDaemon || isTracer(thread.row.name) ? [thread] : [];
  });
