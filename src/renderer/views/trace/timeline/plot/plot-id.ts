/** The id of the picture of the timeline, for the focus. */
export const PLOT_ID = 'timeline-plot';
