/** Exports, imports and moves of the library, at the bottom of the window. */
export const transfers = {
  label: 'Exports and imports',
  export: {
    going: (title: string) => `Exporting “${title}”`,
    cancelling: (title: string) => `Cancelling the export of “${title}”`,
    done: (title: string) => `Exported “${title}”`,
    cancelled: (title: string) => `The export of “${title}” was cancelled and cleaned up.`,
    failed: (title: string) => `“${title}” could not be exported.`,
  },
  import: {
    going: (title: string) => `Importing “${title}”`,
    cancelling: (title: string) => `Cancelling the import of “${title}”`,
    done: (title: string) => `Imported “${title}”`,
    cancelled: (title: string) => `The import of “${title}” was cancelled and cleaned up.`,
    failed: (title: string) => `“${title}” could not be imported.`,
  },
  view: {
    going: (title: string) => `Preparing “${title}” for speedscope`,
    cancelling: (title: string) => `Cancelling the preparation of “${title}”`,
    done: (title: string) => `“${title}” is open in speedscope.`,
    cancelled: (title: string) => `“${title}” was not opened in speedscope.`,
    failed: (title: string) => `“${title}” could not be opened in speedscope.`,
  },
  move: {
    going: (title: string) => `Moving the library to ${title}`,
    cancelling: (title: string) => `Cancelling the move to ${title}`,
    done: (title: string) => `The library is now in ${title}`,
    cancelled: () => 'The move was cancelled. The library was not changed.',
    failed: () => 'The library could not be moved. It was not changed.',
  },
  /** Both are sizes with their units. */
  amount: (done: string, total: string) => `${done} of ${total}`,
  cancel: 'Cancel',
  showFile: 'Show in file manager',
  showTraces: (n: string) => (n === '1' ? 'Show the trace' : 'Show the traces'),
  dismiss: 'Dismiss',
} as const;
