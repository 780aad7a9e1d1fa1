/** LTTng's own thread in a traced program has the program's name with this suffix, and may have a process's first event. */
export const TRACER_THREAD = '-ust';

export const isTracer = (threadName: string): boolean => threadName.endsWith(TRACER_THREAD);

export const withoutTracer = (name: string): string => (isTracer(name) ? name.slice(0, -TRACER_THREAD.length) : name);

/** Programs of lttng-tools, whose threads have names of their own: see lttng-sessiond(8), lttng-relayd(8). */
const TRACER_PROGRAM = /^(lttng|lttng-(sessiond|consumerd|relayd|runas|crash))$/;

/** Whether a process is one of the tracer's, by the name of its main thread, which the kernel cuts to 15 characters. */
export const isTracerProcess = (name: string): boolean => TRACER_PROGRAM.test(name);

/**
 * Filter of lttng-enable-event(1) for events of the program's own threads. Patterns with `*` in filters need LTTng-UST 2.10. A
 * process's first events precede the renaming of the tracer's thread, and pass.
 */
export const PROGRAM_THREADS = `$ctx.procname != "*${TRACER_THREAD}"`;
