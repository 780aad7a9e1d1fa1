/** What to record: presets, and the details that are folded away. */
export const recording = {
  presets: 'What to record',
  ownEvents: 'Own events only',
  ownEventsShows: 'only the events that you name below',
  showsYou: (what: string) => `Shows you ${what}.`,
} as const;
