/** Of the parts that every view is made of. */
export const parts = {
  copy: { copy: 'Copy', copied: 'Copied', what: (what: string) => `Copy ${what}` },
  error: {
    details: 'Details',
    again: 'Try again',
    title: 'That did not work',
  },
} as const;
