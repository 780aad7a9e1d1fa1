import type { RunEvent } from '@shared/model/run-event';

const KEPT_OUTPUT_CHARS = 200_000;

/** The events of the last run, for a window that was reloaded; bounded: joined output, and only the last size. */
export class RunHistory {
  private events: RunEvent[] = [];
  private outputChars = 0;
  /** Apart from the others, so that what is printed between two sizes is joined. */
  private grew: RunEvent | null = null;

  add(event: RunEvent): void {
    if (event.type === 'run-started') {
      this.events = [];
      this.outputChars = 0;
      this.grew = null;
    }
    if (event.type === 'trace-grew') this.grew = event;
    else if (event.type === 'step-output') this.addOutput(event);
    else this.events.push(event);
  }

  list(): RunEvent[] {
    const { events, grew } = this;
    return grew ? events.toSpliced(events.findLastIndex((event) => event.at <= grew.at) + 1, 0, grew) : [...events];
  }

  private addOutput(event: Extract<RunEvent, { type: 'step-output' }>): void {
    const last = this.events.at(-1);
    if (last?.type === 'step-output' && last.stepId === event.stepId && last.stream === event.stream)
      this.events[this.events.length - 1] = { ...event, text: (last.text + event.text).slice(-KEPT_OUTPUT_CHARS) };
    else this.events.push(event);
    this.outputChars += event.text.length;
    if (this.outputChars > 2 * KEPT_OUTPUT_CHARS) this.dropOldOutput();
  }

  /** Keeps the newest output up to the bound, wherever among the other events it stands. */
  private dropOldOutput(): void {
    let room = KEPT_OUTPUT_CHARS;
    const kept: RunEvent[] = [];
    for (const event of this.events.toReversed()) {
      if (event.type !== 'step-output') kept.push(event);
      else if (room > 0) {
        const text = event.text.slice(-room);
        room -= text.length;
        kept.push({ ...event, text });
      }
    }
    this.events = kept.reverse();
    this.outputChars = KEPT_OUTPUT_CHARS - room;
  }
}
