import { stripControls } from '@shared/model/plain-text';
import type { RunEvent, RunEventOf } from '@shared/model/run-event';

const FLUSH_AFTER_MS = 50;
/** More than a screen can show in the time between two flushes; the rest of a flood is in the trace's run.log. */
const KEPT_CHARS = 64_000;

/**
 * Lets a run's events through in order, but joins what a container prints, so that a program that prints 100 MB
 * sends the window at most KEPT_CHARS every FLUSH_AFTER_MS.
 */
export class OutputBatch {
  private pending: RunEventOf<'step-output'> | null = null;
  private leftOut = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly emit: (event: RunEvent) => void) {}

  push(event: RunEvent): void {
    if (event.type !== 'step-output') {
      this.flush();
      this.emit(event);
      return;
    }
    const pending = this.pending;
    if (pending && (pending.stepId !== event.stepId || pending.stream !== event.stream)) this.flush();
    const text = (this.pending?.text ?? '') + event.text;
    const over = Math.max(0, text.length - KEPT_CHARS);
    this.leftOut += over;
    this.pending = { ...event, text: over ? text.slice(over) : text };
    this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS);
  }

  /** Hands over what is held back. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const { pending, leftOut } = this;
    this.pending = null;
    this.leftOut = 0;
    if (!pending) return;
    const note = leftOut ? `\n[${leftOut} characters left out here]\n` : '';
    this.emit({ ...pending, text: note + stripControls(pending.text) });
  }
}
