/** Opening traces in other programs. */
export const viewers = {
  label: 'Trace Compass',
  open: 'Open in Trace Compass',
  openAction: 'Open the trace in Trace Compass',
  openWords: 'viewer eclipse experiment',
  terminal: 'Terminal with babeltrace2',
  terminalAction: 'Show the trace’s events in a terminal',
  terminalWords: 'babeltrace2 text events',
  phase: {
    preparing: (title: string) => `Making “${title}” ready for Trace Compass`,
    starting: (title: string) => `Starting Trace Compass for “${title}”`,
    loading: (title: string) => `Trace Compass takes in “${title}”`,
  },
  opened: (title: string) => `“${title}” is open in Trace Compass.`,
  openAlready: (title: string) => `“${title}” is open in Trace Compass already: look for its window.`,
  experiment: (name: string) => `All its recordings together: Experiments, ${name}`,
  /** Heading of what kept it from being opened; the reason follows. */
  notOpened: (title: string) => `“${title}” is not open.`,
  choose: 'Choose the executable…',
  openAnyway: 'Open all the same',
  again: 'Try again',
  waitOn: 'Wait on',
  end: 'End it',
  ended: 'Trace Compass was ended.',
  printedNothing: 'It printed nothing.',
  putAway: 'Put away',
} as const;
