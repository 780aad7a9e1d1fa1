import { addGrowth } from '@shared/model/growth';
import { KEPT_CHARS } from '@shared/model/output-lines';
import type { RunEvent, RunEventOf } from '@shared/model/run-event';
import { endOf } from './output-batch';

type Output = RunEventOf<'step-output'>;

/** The events of the last run, for a reloaded window. Bounded: output is joined and shortened, size events are thinned out. */
export class RunHistory {
  private events: RunEvent[] = [];
  private outputChars = 0;
  /** Kept separately, so that output between two size events can be joined. */
  private grew: RunEventOf<'trace-grew'>[] = [];

  add(event: RunEvent): void {
    if (event.type === 'run-started') {
      this.events = [];
      this.outputChars = 0;
      this.grew = [];
    }
    if (event.type === 'trace-grew') this.grew = addGrowth(this.grew, event);
    else if (event.type === 'step-output') this.addOutput(event);
    else this.events.push(event);
  }

  /** Returns the events in order of time. At equal times, size events come after other events. */
  list(): RunEvent[] {
    const { events, grew } = this;
    const all: RunEvent[] = [];
    let next = 0;
    for (const event of events) {
      for (let one = grew[next]; one && one.at < event.at; one = grew[next]) {
        all.push(one);
        next += 1;
      }
      all.push(event);
    }
    return [...all, ...grew.slice(next)];
  }

  private addOutput(event: Output): void {
    const last = this.events.at(-1);
    this.outputChars += event.text.length;
    if (last?.type === 'step-output' && last.stepId === event.stepId && !event.leftOut)
      this.events[this.events.length - 1] = shortened(
        { ...last, at: event.at, text: last.text + event.text },
        KEPT_CHARS,
      );
    else this.events.push(event);
    if (this.outputChars > 2 * KEPT_CHARS) this.dropOldOutput();
  }

  /** Drops the oldest output beyond the limit and keeps all other events. */
  private dropOldOutput(): void {
    let room = KEPT_CHARS;
    let leftOut = 0;
    const kept: RunEvent[] = [];
    for (const event of this.events.toReversed()) {
      if (event.type !== 'step-output') kept.push(event);
      else if (room > 0) {
        const short = shortened(event, room);
        room -= short.text.length;
        kept.push(short);
      } else leftOut += event.text.length + (event.leftOut ?? 0);
    }
    this.events = kept.reverse();
    const first = this.events.findIndex((event) => event.type === 'step-output');
    const oldest = this.events[first];
    if (oldest?.type === 'step-output' && leftOut > 0)
      this.events[first] = { ...oldest, leftOut: leftOut + (oldest.leftOut ?? 0) };
    this.outputChars = KEPT_CHARS - room;
  }
}

function shortened(event: Output, mostChars: number): Output {
  if (event.text.length <= mostChars) return event;
  const text = endOf(event.text, mostChars);
  return { ...event, text, leftOut: (event.leftOut ?? 0) + event.text.length - text.length };
}
