import type { ErrorData } from '@shared/model/app-error';
import { WHOLE_PLACE } from '@shared/trace-view/trace-place';
import type { TraceViewCall } from '@shared/trace-view/trace-view-calls';
import { beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand';
import { type Connect, traceViewStore } from '../../../../src/renderer/stores/trace-view/open-trace';

/** The connections of a test. A question is answered when the test says so. */
class Connections {
  readonly closed: string[] = [];
  /** Of the newest connection of each trace. */
  readonly #questions = new Map<string, (value: unknown) => void>();
  #lost: (error: ErrorData) => void = () => undefined;

  readonly connect: Connect = async (id, lost) => {
    this.#lost = lost;
    for (const key of this.#questions.keys()) if (key.startsWith(`${id} `)) this.#questions.delete(key);
    return {
      ask: (call) => new Promise<never>((resolve) => this.#questions.set(`${id} ${call}`, resolve as () => void)),
      close: () => this.closed.push(id),
    };
  };

  async answer(id: string, call: TraceViewCall, value: unknown): Promise<void> {
    const resolve = await vi.waitUntil(() => this.#questions.get(`${id} ${call}`));
    resolve(value);
    await Promise.resolve();
  }

  lose(error: ErrorData): void {
    this.#lost(error);
  }
}

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});

const facts = (title: string) => ({ title, lengthNs: 1_000 });

test('a trace is shown by its facts, then by the whole trace, then by its insights', async () => {
  const connections = new Connections();
  const store = createStore(traceViewStore(connections.connect));
  const opened = store.getState().open('a', 'From the list');
  expect(store.getState()).toMatchObject({ id: 'a', title: 'From the list', facts: null });
  await connections.answer('a', 'facts', facts('From its facts'));
  await vi.waitUntil(() => store.getState().facts);
  expect(store.getState()).toMatchObject({ title: 'From its facts', whole: null });
  await connections.answer('a', 'whole', { rows: [] });
  await connections.answer('a', 'insights', { findings: [] });
  await opened;
  expect(store.getState()).toMatchObject({ whole: { rows: [] }, insights: { findings: [] }, readShare: 1 });
});

test('answers about a trace are dropped once another one was opened, and its process is left', async () => {
  const connections = new Connections();
  const store = createStore(traceViewStore(connections.connect));
  const first = store.getState().open('a', 'A');
  await vi.waitUntil(() => store.getState().client);
  void store.getState().open('b', 'B');
  expect(connections.closed).toEqual(['a']);
  await connections.answer('a', 'facts', facts('A'));
  await first;
  expect(store.getState()).toMatchObject({ id: 'b', title: 'B', facts: null });
});

test('the place is kept for each trace and is there again when the trace comes back', async () => {
  const store = createStore(traceViewStore(new Connections().connect));
  void store.getState().open('a', 'A');
  store.getState().go({ tab: 'events', filter: 'futex' });
  void store.getState().open('b', 'B');
  expect(store.getState().history.place).toEqual(WHOLE_PLACE);
  void store.getState().open('a', 'A');
  expect(store.getState().history).toMatchObject({ place: { tab: 'events', filter: 'futex' }, past: [] });
});

test('a place that the trace does not have is replaced, and that is said until it is dismissed', async () => {
  const connections = new Connections();
  const store = createStore(traceViewStore(connections.connect));
  const range = { fromNs: 5_000, toNs: 6_000 };
  void store.getState().open('a', 'A', { range, rows: [0, 4] });
  await connections.answer('a', 'facts', facts('A'));
  await vi.waitUntil(() => store.getState().misfit);
  expect(store.getState()).toMatchObject({ misfit: { kind: 'range', range }, history: { place: { range: null } } });
  await connections.answer('a', 'whole', { rows: [{}] });
  await vi.waitUntil(() => store.getState().misfit?.kind === 'rows');
  expect(store.getState()).toMatchObject({ misfit: { rows: 1 }, history: { place: { rows: [0] } } });
  store.getState().dismissMisfit();
  expect(store.getState().misfit).toBeNull();
  void store.getState().open('a', 'A', { range: { fromNs: 500, toNs: 6_000 } });
  expect(store.getState()).toMatchObject({
    misfit: { isOutside: false },
    history: { place: { range: { fromNs: 500, toNs: 1_000 } } },
  });
});

test('a kept place that is no place is ignored', () => {
  stored.set('trace-places', '[["a", {"tab": "nowhere"}]]');
  const store = createStore(traceViewStore(new Connections().connect));
  void store.getState().open('a', 'A');
  expect(store.getState().history.place).toEqual(WHOLE_PLACE);
});

test('a process that ended is reported, and the trace is opened again at the same place', async () => {
  const connections = new Connections();
  const store = createStore(traceViewStore(connections.connect));
  void store.getState().open('a', 'A');
  store.getState().go({ tab: 'timeline' });
  await vi.waitUntil(() => store.getState().client);
  connections.lose({ code: 'bug', message: 'It ended.' });
  expect(store.getState().error?.message).toBe('It ended.');
  void store.getState().reopen();
  expect(store.getState()).toMatchObject({ error: null, history: { place: { tab: 'timeline' } } });
  await connections.answer('a', 'facts', facts('A'));
  await vi.waitUntil(() => store.getState().facts);
});

test('without insights, the rest of the trace is shown', async () => {
  const store = createStore(
    traceViewStore(async () => ({
      ask: async (call: string) => {
        if (call === 'insights') throw new Error('No rule was checked.');
        return (call === 'facts' ? facts('A') : { rows: [] }) as never;
      },
      close: () => undefined,
    })),
  );
  await store.getState().open('a', 'A');
  expect(store.getState()).toMatchObject({ error: null, whole: { rows: [] }, insights: null });
  expect(store.getState().insightsError?.message).toBe('No rule was checked.');
});

test('a trace whose events are in a short part of the recording shows that part, unless the user went elsewhere', async () => {
  const rows = [{ kind: 'thread', events: 5, firstNs: 500, lastNs: 510 }];
  const connections = new Connections();
  const store = createStore(traceViewStore(connections.connect));
  const read = async (id: string, meanwhile: () => void): Promise<void> => {
    void store.getState().open(id, id);
    await connections.answer(id, 'facts', { title: id, lengthNs: 1_000_000 });
    await vi.waitUntil(() => store.getState().facts);
    meanwhile();
    await connections.answer(id, 'whole', { rows });
    await vi.waitUntil(() => store.getState().whole);
  };
  await read('a', () => undefined);
  expect(store.getState().history.place.range).toEqual({ fromNs: 480, toNs: 530 });
  expect(store.getState().history.past).toEqual([]);
  await read('b', () => store.getState().go({ tab: 'events' }));
  expect(store.getState().history.place).toMatchObject({ tab: 'events', range: { fromNs: 480, toNs: 530 } });
  await read('c', () => {
    store.getState().go({ range: { fromNs: 0, toNs: 900 } });
    store.getState().go({ range: null });
  });
  expect(store.getState().history.place.range).toBeNull();
});
