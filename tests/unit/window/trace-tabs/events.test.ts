import { describe, expect, it } from 'vitest';
import { selectedEvents } from '../../../../src/renderer/views/trace/events/copy-events';
import { EventIndex } from '../../../../src/renderer/views/trace/events/event-index';
import { EventLoader } from '../../../../src/renderer/views/trace/events/event-loader';
import { isSelected, selectTo, shiftedBy, sizeOf } from '../../../../src/renderer/views/trace/events/event-selection';
import { eventsText, splitEventName } from '../../../../src/renderer/views/trace/events/event-text';
import { virtualScroll } from '../../../../src/renderer/views/trace/events/virtual-scroll';
import type { EventPage, EventPosition, ViewedEvent } from '../../../../src/shared/trace-view/event-page';

const LENGTH_NS = 1_000_000;

/** A trace with events at these times, as its process answers. */
class RecordedEvents {
  asked = 0;
  readonly #all: readonly ViewedEvent[];
  constructor(private readonly times: readonly number[]) {
    const first = new Map<number, number>();
    this.#all = times.map((timeNs, at) => {
      if (!first.has(timeNs)) first.set(timeNs, at);
      const skip = at - (first.get(timeNs) ?? at);
      return { at: { timeNs, skip }, row: null, cpu: null, name: `event_${at}`, isMark: false, fields: '' };
    });
  }

  readonly load = async (from: EventPosition, direction: 'forward' | 'backward', limit: number): Promise<EventPage> => {
    this.asked += 1;
    const all = this.events();
    const first = all.findIndex(
      ({ at }) => at.timeNs > from.timeNs || (at.timeNs === from.timeNs && at.skip >= from.skip),
    );
    const split = first < 0 ? all.length : first;
    const [begin, end] =
      direction === 'forward' ? [split, Math.min(all.length, split + limit)] : [Math.max(0, split - limit), split];
    return { events: all.slice(begin, end), reachesBegin: begin === 0, reachesEnd: end === all.length };
  };

  events(): readonly ViewedEvent[] {
    return this.#all;
  }

  index(bins: number): EventIndex {
    const marks = new Uint32Array(bins);
    for (const time of this.times) {
      const bin = Math.floor((time / LENGTH_NS) * bins);
      marks[bin] = (marks[bin] ?? 0) + 1;
    }
    return new EventIndex(marks, LENGTH_NS, { fromNs: 0, toNs: LENGTH_NS });
  }
}

const evenly = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => Math.floor((at * LENGTH_NS) / count));

async function loaded(
  events: RecordedEvents,
  index: EventIndex,
  from: number,
  to: number,
): Promise<{ loader: EventLoader; shift: number }> {
  let shift = 0;
  const failures: unknown[] = [];
  const loader = new EventLoader(
    events.load,
    index,
    (by) => (shift += by),
    (thrown) => failures.push(thrown),
  );
  loader.need(from, to);
  await settled(events);
  expect(failures).toEqual([]);
  return { loader, shift };
}

/** Waits until nothing is missing any more. */
async function settled(events: RecordedEvents): Promise<void> {
  for (let quiet = 0, asked = -1; quiet < 20; quiet += 1) {
    if (asked !== events.asked) quiet = 0;
    asked = events.asked;
    await Promise.resolve();
  }
}

it('the table begins with the first event, also where the bins say that events begin later', async () => {
  const later = Array.from({ length: 1_000 }, (_, at) => 300_000 + at * 500);
  const events = new RecordedEvents([160_000, 170_000, ...later]);
  const marks = new Uint32Array(10);
  marks[2] = 1_002;
  const index = new EventIndex(marks, LENGTH_NS, { fromNs: 0, toNs: LENGTH_NS });
  const { loader, shift } = await loaded(events, index, 0, 3);
  expect(loader.at(0)?.name).toBe('event_0');
  expect(shift).toBe(0);
});

describe('the table of events', () => {
  it('finds the exact event at an index near the begin of a bin', async () => {
    const events = new RecordedEvents(evenly(10_000));
    const { loader } = await loaded(events, events.index(100), 5_020, 5_060);
    expect(loader.at(5_020)?.name).toBe('event_5020');
    expect(loader.at(5_059)?.name).toBe('event_5059');
    expect(events.asked).toBeLessThan(5);
  });

  it('shows the last event at the last index, although an index inside of a burst is an estimate', async () => {
    const burst = [
      ...evenly(100),
      ...Array.from({ length: 5_000 }, (_, at) => 999_000 + Math.floor((at / 5_000) ** 3 * 900)),
    ].sort((a, b) => a - b);
    const events = new RecordedEvents(burst);
    const { loader } = await loaded(events, events.index(10), 5_060, 5_100);
    expect(loader.at(5_099)?.name).toBe('event_5099');
    // A window in the middle of the burst is extended to the last event, wherever its estimate was.
    const { loader: middle } = await loaded(events, events.index(10), 3_000, 3_040);
    for (let top = 3_000; top < 5_100; top += 40) {
      middle.need(top, top + 40);
      await settled(events);
    }
    middle.need(5_060, 5_100);
    await settled(events);
    expect(middle.at(5_099)?.name).toBe('event_5099');
  });

  it('reads many events of the same time, page by page', async () => {
    const events = new RecordedEvents(Array.from({ length: 2_000 }, () => 500_000));
    const { loader } = await loaded(events, events.index(10), 0, 1_900);
    expect(loader.at(0)?.name).toBe('event_0');
    expect(loader.at(1_899)?.name).toBe('event_1899');
  });

  it('asks for nothing for ever if the counts were wrong', async () => {
    const events = new RecordedEvents([]);
    const index = new EventIndex(new Uint32Array([50, 50]), LENGTH_NS, { fromNs: 0, toNs: LENGTH_NS });
    await loaded(events, index, 20, 60);
    expect(events.asked).toBeLessThan(10);
  });

  it('shows the first events at once, and reads no others before they are counted', async () => {
    const events = new RecordedEvents(evenly(10_000));
    const first = await events.load({ timeNs: 0, skip: 0 }, 'forward', 100);
    const counted = new RecordedEvents(evenly(10_000).slice(0, 100)).index(100);
    const loader = (index: EventIndex): EventLoader =>
      new EventLoader(
        events.load,
        index,
        () => undefined,
        (thrown) => {
          throw thrown;
        },
        first,
      );
    const early = loader(counted);
    early.need(0, 40);
    await settled(events);
    expect([early.at(0)?.name, early.at(99)?.name, events.asked]).toEqual(['event_0', 'event_99', 1]);
    const late = loader(events.index(100));
    expect(late.at(39)?.name).toBe('event_39');
    late.need(0, 40);
    await settled(events);
    expect(late.at(239)?.name).toBe('event_239');
  });

  it('jumps to a time', async () => {
    const events = new RecordedEvents(evenly(10_000));
    const { loader } = await loaded(events, events.index(100), 0, 40);
    const index = await loader.jump(700_000);
    expect(loader.at(index)?.at.timeNs).toBe(700_000);
  });

  it('copies selected events that are not loaded any more', async () => {
    const events = new RecordedEvents(evenly(3_000));
    const all = events.events();
    const last = await selectedEvents(
      { anchor: 100, focus: 1_300 },
      (at) => (at > 1_000 ? all[at] : undefined),
      events.load,
    );
    expect([last.length, last[0]?.name, last.at(-1)?.name]).toEqual([1_201, 'event_100', 'event_1300']);
    const first = await selectedEvents(
      { anchor: 100, focus: 1_300 },
      (at) => (at < 150 ? all[at] : undefined),
      events.load,
    );
    expect([first.length, first[0]?.name, first.at(-1)?.name]).toEqual([1_201, 'event_100', 'event_1300']);
  });

  it('scrolls 17 million rows in less height than a browser can lay out', () => {
    const scroll = virtualScroll(17_000_000, 22, 500);
    expect(scroll.space).toBeLessThan(33_000_000);
    expect(scroll.rowAt(scroll.scrollTopOf(9_123_456))).toBeCloseTo(9_123_456, 0);
    expect(scroll.rowAt(scroll.space - 500)).toBeCloseTo(17_000_000 - 500 / 22, 3);
    expect(virtualScroll(100, 22, 500)).toMatchObject({ space: 2_200, isScaled: false });
  });

  it('extends the selection with Shift and keeps it at corrected indexes', () => {
    const selection = selectTo(selectTo(null, 5, false), 8, true);
    expect([sizeOf(selection), isSelected(selection, 4), isSelected(selection, 5), isSelected(selection, 8)]).toEqual([
      4,
      false,
      true,
      true,
    ]);
    expect(shiftedBy(selection, -3)).toEqual({ anchor: 2, focus: 5 });
  });

  it('copies CSV that spreadsheets neither split nor execute', () => {
    const event = (timeNs: number, fields: string): ViewedEvent => ({
      at: { timeNs, skip: 0 },
      row: null,
      cpu: 1,
      name: '=cmd()',
      isMark: false,
      fields,
    });
    const text = eventsText(
      [event(1_226_208_911, 'a="x", b=1'), event(1_226_214_087, '-1')],
      ['time', 'delta', 'event', 'fields'],
      [],
      'csv',
    );
    expect(text.split('\r\n').slice(1)).toEqual([`1.226208911,,'=cmd(),"a=""x"", b=1"`, `1.226214087,5176,'=cmd(),-1`]);
  });

  it('keeps each copied event on one line', () => {
    const event: ViewedEvent = {
      at: { timeNs: 0, skip: 0 },
      row: null,
      cpu: null,
      name: 'a',
      isMark: false,
      fields: 'x\ty\nz',
    };
    expect(eventsText([event, event], ['event', 'fields'], [], 'text')).toBe('a\tx y z\na\tx y z');
  });

  it('splits the provider from the name of an event', () => {
    expect(splitEventName('lttng_ust_pthread:pthread_mutex_lock_req')).toEqual({
      provider: 'lttng_ust_pthread:',
      own: 'pthread_mutex_lock_req',
    });
    expect(splitEventName('sched_switch')).toEqual({ provider: '', own: 'sched_switch' });
  });
});
