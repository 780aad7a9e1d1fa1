/** The button that cancels, for those who take the focus there. */
export const CANCEL_BUTTON_ID = 'cancel-run';

/** So much may be thrown away without a question. */
const ASK_FROM_MS = 60_000;

/** Whether *Cancel and discard* asks once: when there is more than a minute of data. @param elapsedMs since the recording began */
export const asksBeforeCancel = ({ elapsedMs, sizeBytes }: { elapsedMs: number; sizeBytes: number }): boolean =>
  sizeBytes > 0 && elapsedMs > ASK_FROM_MS;
