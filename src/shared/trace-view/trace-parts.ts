/** What a view of a trace can show, in the order of the lanes of a row. */
export const TRACE_PARTS = ['states', 'syscalls', 'calls', 'memory'] as const;
export type TracePart = (typeof TRACE_PARTS)[number];
