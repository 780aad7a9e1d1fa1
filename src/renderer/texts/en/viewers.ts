/** Opening traces in other programs. */
export const viewers = {
  label: 'Trace Compass',
  open: 'Open in Trace Compass',
  openAction: 'Open the trace in Trace Compass',
  openTerms: 'viewer eclipse experiment',
  terminal: 'Terminal with babeltrace2',
  terminalAction: 'Show the events of the trace in a terminal',
  terminalTerms: 'babeltrace2 text events',
  phase: {
    preparing: (title: string) => `Preparing “${title}” for Trace Compass`,
    starting: (title: string) => `Starting Trace Compass for “${title}”`,
    loading: (title: string) => `Trace Compass is loading “${title}”`,
  },
  opened: (title: string) => `“${title}” is open in Trace Compass.`,
  openAlready: (title: string) => `“${title}” is already open in Trace Compass. Switch to its window.`,
  experiment: (name: string) => `All recordings of the trace are under Experiments, ${name}`,
  /** The heading of the error if a trace could not be opened. The reason follows. */
  notOpened: (title: string) => `“${title}” could not be opened.`,
  selectProgram: 'Select the program…',
  openAnyway: 'Open anyway',
  again: 'Try again',
  keepWaiting: 'Keep waiting',
  quit: 'Quit Trace Compass',
  ended: 'Trace Compass was closed.',
  printedNothing: 'Trace Compass printed nothing.',
  dismiss: 'Dismiss',
} as const;
