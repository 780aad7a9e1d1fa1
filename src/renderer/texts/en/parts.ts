/** The components that every view uses. */
export const parts = {
  withKeys: (action: string, keys: string) => `${action} (${keys})`,
  /** The keys as printed on a keyboard of this language, by their names in aria-keyshortcuts. */
  keys: {
    Control: 'Ctrl',
    Delete: 'Del',
    Enter: 'Enter',
    Escape: 'Esc',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    ' ': 'Space',
  },
  copy: { copy: 'Copy', copied: 'Copied', what: (what: string) => `Copy ${what}` },
  error: {
    details: 'Details',
    again: 'Try again',
    title: 'Something went wrong',
  },
} as const;
