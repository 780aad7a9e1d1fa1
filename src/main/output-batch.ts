import type { RunEvent, RunEventOf } from '@shared/model/run-event';

type Output = RunEventOf<'step-output'>;

const FLUSH_AFTER_MS = 50;
/** More than a screen can show between two flushes. run.log contains the rest. */
const KEPT_CHARS = 32_000;

/**
 * Passes a run's events on in order, and joins the output of a step, so that a program that prints 100 MB
 * sends the window at most KEPT_CHARS every FLUSH_AFTER_MS. The `text` of joined output contains the colours.
 */
export class OutputBatch {
  private last: Output | null = null;
  private pieces: string[] = [];
  private chars = 0;
  private leftOut = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly emit: (event: RunEvent) => void) {}

  push(event: RunEvent): void {
    if (event.type !== 'step-output') {
      this.flush();
      this.emit(event);
      return;
    }
    if (this.last && this.last.stepId !== event.stepId) this.flush();
    this.last = event;
    this.pieces.push(event.shown ?? event.text);
    this.chars += this.pieces.at(-1)?.length ?? 0;
    // Drop whole pieces here, which bounds memory. flush() cuts to the exact limit.
    while (this.pieces.length > 1 && this.chars - (this.pieces[0]?.length ?? 0) >= KEPT_CHARS) this.drop();
    this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS);
  }

  /** Emits the pending output now. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const { last, leftOut } = this;
    const all = this.pieces.join('');
    const text = endOf(all, KEPT_CHARS);
    this.last = null;
    this.pieces = [];
    this.chars = 0;
    this.leftOut = 0;
    if (!last) return;
    const missing = leftOut + all.length - text.length;
    const { type, at, stepId, stream } = last;
    this.emit({ type, at, stepId, stream, text, ...(missing ? { leftOut: missing } : {}) });
  }

  private drop(): void {
    const length = this.pieces.shift()?.length ?? 0;
    this.chars -= length;
    this.leftOut += length;
  }
}

/** Returns the end of a text, starting at a line if there is one, so that no colour sequence is split. */
export function endOf(text: string, mostChars: number): string {
  if (text.length <= mostChars) return text;
  const end = text.slice(-mostChars);
  const line = end.indexOf('\n') + 1;
  if (line > 0 && line < end.length) return end.slice(line);
  return end.replace(/^[^\u001b]{0,70}m/, ''); // a single long line: also drop what may be the rest of a sequence
}
