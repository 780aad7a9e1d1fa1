import { callDetail } from '@core/trace-view/calls/call-detail';
import { SYSCALL_DEPTH } from '@core/trace-view/calls/find-span';
import { eventMatches } from '@core/trace-view/events/event-matches';
import { eventPage } from '@core/trace-view/events/event-page';
import { traceFacts } from '@core/trace-view/facts/trace-facts';
import type { TraceView } from '@core/trace-view/opened/trace-view';
import { ViewSources, viewInsights } from '@core/trace-view/opened/view-insights';
import { viewPicture } from '@core/trace-view/picture/view-picture';
import { rowFigures } from '@core/trace-view/rows/row-figures';
import { RowSelection } from '@core/trace-view/rows/row-selection';
import { searchTrace } from '@core/trace-view/search/search-trace';
import type { ViewedEvent } from '@shared/trace-view/event-page';
import { LANE_KINDS, PICTURE_STATES, type Picture } from '@shared/trace-view/picture';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { TOOLS, withSample } from './opened-view';

/** Events of the recording in tests/fixtures, as babeltrace2 counts them. */
const EVENTS = 130_274;

const scratch = scratchFolder();
const withView = <T>(work: (view: TraceView) => Promise<T>): Promise<T> => withSample(scratch.path, work);
const all = ({ lengthNs }: TraceView) => ({ fromNs: 0, toNs: lengthNs });
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

/** The row of a thread by the number that programs show. */
async function threadRow(view: TraceView, tid: number): Promise<number> {
  const { rows } = (await view.whole(TOOLS)).answer;
  return rows.findIndex(({ kind, number }) => kind === 'thread' && number === tid);
}

describe('what is known when a trace is opened', () => {
  it('estimates the density of each domain over the whole time', () =>
    withView(async (view) => {
      const facts = traceFacts(view.trace);
      expect(facts).toMatchObject({ lengthNs: view.lengthNs, domains: ['userspace', 'kernel'], lostEvents: 0 });
      expect(facts.basis).toMatchObject({ scheduling: true, syscalls: true });
      expect(facts.density).toMatchObject({ isExact: false });
      for (const { counts } of facts.density.lanes) expect(sum(counts)).toBeGreaterThan(0);
      expect(facts.density.binNs * 2048).toBeGreaterThanOrEqual(view.lengthNs);
    }));
});

describe('the whole trace', () => {
  it('has all events in its rows and in its density', () =>
    withView(async (view) => {
      const { rows, events, density, figures, basis } = (await view.whole(TOOLS)).answer;
      expect(events).toBe(EVENTS);
      expect(sum(density.lanes.map(({ counts }) => sum(counts)))).toBe(EVENTS);
      expect(density.isExact).toBe(true);
      for (const kind of ['container', 'process', 'thread'] as const) {
        const own = [...rows.keys()].filter((row) => rows[row]?.kind === kind);
        expect(sum(own.map((row) => figures.events[row] ?? 0)), kind).toBe(EVENTS);
        expect(sum(own.map((row) => rows[row]?.events ?? 0)), kind).toBe(EVENTS);
      }
      expect(basis).toMatchObject({ scheduling: true, syscalls: true, calls: false });
    }));

  it('has parents before their children, and the CPUs of the kernel', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      for (const [index, { parent }] of rows.entries()) expect(parent).toBeLessThan(index);
      expect(rows.filter(({ kind }) => kind === 'cpu').map(({ number }) => number)).toEqual([0, 1]);
    }));

  it('joins the rows of userspace and of the kernel of one thread', () =>
    withView(async (view) => {
      const { analysed, table } = await view.whole(TOOLS);
      const { threads } = analysed.analysis;
      const userspace = threads.filter(({ domain }) => domain === 'userspace');
      expect(userspace.length).toBeGreaterThan(0);
      for (const thread of userspace) {
        const row = table.ofThread(thread);
        expect(table.rows[row]).toMatchObject({ kind: 'thread', number: thread.tid, hasStates: true });
      }
    }));

  it('is the same from the cache', () =>
    withView(async (view) => {
      const first = await view.whole(TOOLS);
      await first.kept();
      await withView(async (again) => {
        const { answer, picture } = await again.whole(TOOLS);
        expect(answer).toEqual(first.answer);
        expect(picture).toEqual(first.picture);
      });
    }));

  it('names the system calls that blocked threads, without waiting for work', () =>
    withView(async (view) => {
      const { blockedBy } = (await view.whole(TOOLS)).answer;
      expect(blockedBy.length).toBeGreaterThan(0);
      expect(blockedBy.map(({ syscall }) => syscall)).not.toContain('poll');
      for (const [index, { blockedNs }] of blockedBy.entries())
        expect(blockedNs).toBeLessThanOrEqual(blockedBy[index - 1]?.blockedNs ?? Number.POSITIVE_INFINITY);
    }));
});

describe('figures of a range', () => {
  it('add up to those of the whole trace, row by row', () =>
    withView(async (view) => {
      const { table, answer } = await view.whole(TOOLS);
      const cut = view.lengthNs / 3;
      const parts = [
        rowFigures(table, await view.analysed({ fromNs: 0, toNs: cut }, TOOLS)),
        rowFigures(table, await view.analysed({ fromNs: cut, toNs: view.lengthNs }, TOOLS)),
      ];
      for (const row of table.rows.keys())
        for (const column of ['events', 'runningNs'] as const) {
          const known = parts.map((part) => part[column][row] ?? 0).filter((value) => !Number.isNaN(value));
          const whole = answer.figures[column][row] ?? 0;
          if (!Number.isNaN(whole)) expect(sum(known), `${column} of row ${row}`).toBeCloseTo(whole, -1);
        }
    }));
});

function lanesOf(picture: Picture, row: number): { kind: string; values: number[]; count: number }[] {
  return [...picture.lanes.row.keys()]
    .filter((lane) => picture.lanes.row[lane] === row)
    .map((lane) => {
      const [begin, end] = [picture.lanes.first[lane] ?? 0, picture.lanes.first[lane + 1] ?? 0];
      const kind = LANE_KINDS[picture.lanes.kind[lane] ?? 0] ?? '';
      return { kind, values: [...picture.spans.value.slice(begin, end)], count: end - begin };
    });
}

describe('a picture', () => {
  it('has lanes of the rows that were asked for, and only of these', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const thread = rows.findIndex(
        ({ kind, hasSyscalls, hasStates }) => kind === 'thread' && hasSyscalls && hasStates,
      );
      const cpu = rows.findIndex(({ kind }) => kind === 'cpu');
      for (const range of [all(view), { fromNs: 0, toNs: view.lengthNs / 2 }]) {
        const picture = await viewPicture(view, { range, columns: 500, rows: [thread, cpu, 0] }, TOOLS);
        expect(new Set(picture.lanes.row)).toEqual(new Set([thread, cpu]));
        expect(lanesOf(picture, thread).map(({ kind }) => kind)).toEqual(['state', 'syscall']);
        for (const { kind, values } of lanesOf(picture, thread))
          for (const value of values)
            expect(value).toBeLessThan(kind === 'state' ? PICTURE_STATES.length : picture.syscalls.length);
        for (const { values } of lanesOf(picture, cpu))
          for (const value of values) expect(rows[value]?.kind).toBe('thread');
        expect(picture.curves.map(({ row, kind }) => [row, kind])).toEqual([[0, 'running-threads']]);
        expect(picture.curves[0]?.values).toHaveLength(500);
        expect(Math.max(...(picture.curves[0]?.values ?? []))).toBeLessThanOrEqual(2);
      }
    }));

  it('has sorted spans that do not overlap', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const picture = await viewPicture(view, { range: all(view), columns: 800, rows: [...rows.keys()] }, TOOLS);
      for (const lane of picture.lanes.row.keys()) {
        let untilNs = 0;
        for (let span = picture.lanes.first[lane] ?? 0; span < (picture.lanes.first[lane + 1] ?? 0); span++) {
          expect(picture.spans.beginNs[span]).toBeGreaterThanOrEqual(untilNs);
          untilNs = picture.spans.endNs[span] ?? 0;
        }
      }
    }));
});

describe('one system call', () => {
  it('has its duration, its fields, and the states of its thread, which add up', () =>
    withView(async (view) => {
      const page = await eventPage(
        view,
        {
          range: all(view),
          rows: [],
          filter: 'syscall_entry_openat',
          from: { timeNs: 3e9, skip: 0 },
          direction: 'forward',
          limit: 1,
        },
        TOOLS,
      );
      const [entry] = page.events;
      if (!entry || entry.row === null) throw new Error('the recording has no such event');
      const place = { row: entry.row, depth: SYSCALL_DEPTH, atNs: entry.at.timeNs + 1 };
      const call = await callDetail(view, place, TOOLS);
      expect(call).toMatchObject({ kind: 'syscall', name: 'openat', beginNs: entry.at.timeNs, isEndKnown: true });
      expect(call?.fields.map(({ name }) => name)).toContain('filename');
      const { runningNs = 0, waitingNs = 0, blockedNs = 0 } = call?.states ?? {};
      const durationNs = (call?.endNs ?? 0) - (call?.beginNs ?? 0);
      expect(Math.abs(runningNs + waitingNs + blockedNs - durationNs)).toBeLessThanOrEqual(1);
      expect(call?.rank?.of).toBeGreaterThan(0);
      expect(sum(call?.durations?.counts ?? [])).toBe(call?.rank?.of);
    }));

  it('has the waits of its thread, and who ended them', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const picture = await viewPicture(view, { range: all(view), columns: 2_000, rows: [...rows.keys()] }, TOOLS);
      const poll = picture.syscalls.indexOf('poll');
      const lane = [...picture.lanes.kind.keys()].find((one) =>
        lanesOfKind(picture, one, 'syscall').some((span) => picture.spans.value[span] === poll),
      );
      const spans = lane === undefined ? [] : lanesOfKind(picture, lane, 'syscall');
      const longest = spans
        .filter((span) => picture.spans.value[span] === poll)
        .sort((a, b) => lengthOf(picture, b) - lengthOf(picture, a))[0];
      if (lane === undefined || longest === undefined) throw new Error('no thread polls in the recording');
      const atNs = ((picture.spans.beginNs[longest] ?? 0) + (picture.spans.endNs[longest] ?? 0)) / 2;
      const row = picture.lanes.row[lane] ?? 0;
      const call = await callDetail(view, { row, depth: SYSCALL_DEPTH, atNs }, TOOLS);
      expect(call?.name).toBe('poll');
      const [wait] = call?.waits ?? [];
      expect(wait).toMatchObject({ cause: 'waiting-for-events', syscall: 'poll' });
      expect(wait?.durationNs).toBeLessThanOrEqual((call?.endNs ?? 0) - (call?.beginNs ?? 0));
    }));

  it('is not found where no call is', () =>
    withView(async (view) => {
      expect(await callDetail(view, { row: 0, depth: 0, atNs: 5 }, TOOLS)).toBeNull();
      expect(await callDetail(view, { row: 99_999, depth: -1, atNs: 1e15 }, TOOLS)).toBeNull();
    }));
});

const lanesOfKind = ({ lanes }: Picture, lane: number, kind: (typeof LANE_KINDS)[number]): number[] =>
  LANE_KINDS[lanes.kind[lane] ?? 0] === kind
    ? Array.from(
        { length: (lanes.first[lane + 1] ?? 0) - (lanes.first[lane] ?? 0) },
        (_, index) => (lanes.first[lane] ?? 0) + index,
      )
    : [];

const lengthOf = ({ spans }: Picture, span: number): number => (spans.endNs[span] ?? 0) - (spans.beginNs[span] ?? 0);

/** All events in pages of a direction. */
async function allPages(view: TraceView, direction: 'forward' | 'backward', filter: string): Promise<ViewedEvent[]> {
  const found: ViewedEvent[][] = [];
  let from = direction === 'forward' ? { timeNs: 0, skip: 0 } : { timeNs: view.lengthNs + 1, skip: 0 };
  for (let isMore = true; isMore; ) {
    const page = await eventPage(view, { range: all(view), rows: [], filter, from, direction, limit: 100 }, TOOLS);
    found.push([...page.events]);
    const edge = direction === 'forward' ? page.events.at(-1)?.at : page.events[0]?.at;
    isMore = edge !== undefined && !(direction === 'forward' ? page.reachesEnd : page.reachesBegin);
    if (edge) from = direction === 'forward' ? { timeNs: edge.timeNs, skip: edge.skip + 1 } : edge;
  }
  return (direction === 'forward' ? found : found.reverse()).flat();
}

describe('pages of events', () => {
  it('are the same forward and backward, without a gap', () =>
    withView(async (view) => {
      const filter = 'sched_process_fork or sched_process_exec or sched_process_exit';
      const forward = await allPages(view, 'forward', filter);
      expect(forward.length).toBeGreaterThan(100);
      expect(await allPages(view, 'backward', filter)).toEqual(forward);
      const matches = await eventMatches(view, { range: all(view), rows: [], filter, bins: 50 }, TOOLS);
      expect(matches.count).toBe(forward.length);
      expect(sum(matches.marks)).toBe(forward.length);
    }));

  it('have the events of the selected rows only', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const row = rows.findIndex(({ kind, events }) => kind === 'thread' && events > 100 && events < 1_000);
      const page = await eventPage(
        view,
        { range: all(view), rows: [row], filter: '', from: { timeNs: 0, skip: 0 }, direction: 'forward', limit: 500 },
        TOOLS,
      );
      expect(page.events.length).toBeGreaterThan(0);
      for (const event of page.events) expect(event.row).toBe(row);
    }));

  it('count the same with and without decoding', () =>
    withView(async (view) => {
      const query = { range: { fromNs: 2e9, toNs: 3e9 }, rows: [], bins: 10 };
      const byClass = await eventMatches(view, { ...query, filter: 'sched_switch' }, TOOLS);
      const decoded = await eventMatches(view, { ...query, filter: 'sched_switch and prev_prio>=-1000' }, TOOLS);
      expect(byClass.count).toBeGreaterThan(0);
      expect(decoded).toEqual(byClass);
      const ofCpu = await eventMatches(view, { ...query, filter: 'sched_switch and cpu=1' }, TOOLS);
      expect(ofCpu.count).toBeLessThan(byClass.count);
      expect(
        await eventMatches(view, { ...query, filter: 'sched_switch and cpu=1 and prev_prio>=-1000' }, TOOLS),
      ).toEqual(ofCpu);
      const everything = await eventMatches(view, { ...query, filter: '' }, TOOLS);
      const counted = await eventMatches(view, { ...query, filter: '*' }, TOOLS);
      expect({ ...everything, marks: null }).toEqual({ ...counted, marks: null });
      expect(sum(everything.marks)).toBe(counted.count);
    }));

  it('are refused for a filter that is not valid', () =>
    withView(async (view) => {
      const args = { range: all(view), rows: [], filter: 'a and', bins: 10 };
      await expect(eventMatches(view, args, TOOLS)).rejects.toMatchObject({ code: 'config' });
    }));
});

describe('a search', () => {
  it('finds rows and events in any case', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const found = await searchTrace(view, 'PODMAN', TOOLS);
      expect(found.rows.length).toBeGreaterThan(0);
      for (const row of found.rows) expect(rows[row]?.name.toLowerCase()).toContain('podman');
      const events = await searchTrace(view, 'sched_sw', TOOLS);
      expect(events.events.map(({ name }) => name)).toEqual(['sched_switch']);
      expect((await searchTrace(view, 'nothing has this name', TOOLS)).all).toEqual({
        functions: 0,
        rows: 0,
        events: 0,
      });
    }));
});

describe('insights', () => {
  it('name rows of the timeline', () =>
    withView(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const { findings, silent, unchecked } = await viewInsights(view, new ViewSources(), null, TOOLS);
      expect(findings.length + silent.length + unchecked.length).toBeGreaterThan(0);
      for (const { place } of findings) for (const row of place.rows) expect(rows[row]).toBeDefined();
    }));
});

describe('a thread', () => {
  it('has the same figures alone, from a checkpoint, as among all threads', () =>
    withView(async (view) => {
      const { table } = await view.whole(TOOLS);
      const range = { fromNs: view.lengthNs * 0.8, toNs: view.lengthNs };
      const everyone = rowFigures(table, await view.analysed(range, TOOLS));
      const row = table.rows.findIndex(({ kind }, at) => kind === 'thread' && (everyone.runningNs[at] ?? 0) > 0);
      const alone = rowFigures(table, await view.analysedFor(range, new RowSelection(table, [row]), TOOLS));
      expect(everyone.events[row]).toBeGreaterThan(0);
      for (const column of ['events', 'runningNs', 'waitingNs', 'blockedNs'] as const)
        expect(alone[column][row], column).toBe(everyone[column][row]);
    }));

  it('has the same row in every range', () =>
    withView(async (view) => {
      const { table } = await view.whole(TOOLS);
      const row = await threadRow(view, 282);
      const analysis = await view.analysed({ fromNs: view.lengthNs / 2, toNs: view.lengthNs }, TOOLS);
      for (const thread of analysis.threads)
        expect(table.ofThread(thread), `${thread.domain} ${thread.tid}`).toBeGreaterThanOrEqual(0);
      expect(table.ofKey('host 282')).toBe(row);
    }));
});
