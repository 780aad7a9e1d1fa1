/** The id of the cancel button, for actions that move the focus to it. */
export const CANCEL_BUTTON_ID = 'cancel-run';

/** Up to this length, data is discarded without a question. */
const ASK_FROM_MS = 60_000;

/** Whether *Cancel and discard* asks once: if there is more than a minute of data. @param elapsedMs since the start of the recording */
export const asksBeforeCancel = ({ elapsedMs, sizeBytes }: { elapsedMs: number; sizeBytes: number }): boolean =>
  sizeBytes > 0 && elapsedMs > ASK_FROM_MS;
