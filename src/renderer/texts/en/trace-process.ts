/** Messages about the process that reads an opened trace. */
export const traceProcess = {
  processEnded: {
    message: 'The process that reads this trace ended unexpectedly.',
    hint: 'Reload the trace. If the process ends again, report the trace.',
  },
  cancelled: 'Cancelled.',
} as const;
