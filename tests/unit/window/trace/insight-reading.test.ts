import type { InsightSource, Insights } from '@shared/trace-view/insight';
import { expect, test, vi } from 'vitest';
import {
  InsightReading,
  type InsightState,
  NO_INSIGHTS,
} from '../../../../src/renderer/stores/trace-view/insight-reading';

const insights = (keys: readonly string[], remaining: readonly InsightSource[]): Insights =>
  ({ findings: keys.map((key) => ({ key })), remaining }) as never;

/** A store, and a trace whose answers the test gives in turn. */
function reading() {
  let state: InsightState = NO_INSIGHTS;
  const asked: (InsightSource | null)[] = [];
  const waiting: { resolve(insights: Insights): void; reject(error: Error): void }[] = [];
  const client = {
    ask: (_: string, { read }: { read: InsightSource | null }, { signal }: { signal?: AbortSignal }) => {
      asked.push(read);
      return new Promise<Insights>((resolve, reject) => {
        waiting.push({ resolve, reject });
        signal?.addEventListener('abort', () => reject(new Error('cancelled')));
      });
    },
  } as never;
  const own = new InsightReading(
    () => state,
    (part) => {
      state = { ...state, ...part };
    },
  );
  const answer = async (value: Insights): Promise<void> => {
    (await vi.waitUntil(() => waiting.shift())).resolve(value);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const fail = async (): Promise<void> => (await vi.waitUntil(() => waiting.shift())).reject(new Error('It ended.'));
  const keys = (): string[] | undefined => state.insights?.findings.map(({ key }) => key);
  return { own, client, asked, answer, fail, keys, state: () => state, read: () => own.read(client, () => true) };
}

test('insights come as their sources are read', async () => {
  const { read, answer, asked, keys, state } = reading();
  const done = read();
  await answer(insights(['a'], ['locks', 'scheduling']));
  expect(keys()).toEqual(['a']);
  await answer(insights(['b', 'a'], ['scheduling']));
  expect(keys()).toEqual(['b', 'a']);
  await answer(insights(['b', 'a', 'c'], []));
  await done;
  expect(asked).toEqual([null, 'locks', 'scheduling']);
  expect(state().insightProgress).toBe('read');
});

test('insights that the user is at do not move until the user leaves', async () => {
  const { own, read, answer, keys } = reading();
  void read();
  await answer(insights(['a', 'b'], ['locks', 'scheduling']));
  own.hold(true);
  await answer(insights(['c', 'a', 'b'], ['scheduling']));
  expect(keys()).toEqual(['a', 'b']);
  own.hold(false);
  expect(keys()).toEqual(['c', 'a', 'b']);
  own.hold(true);
  // What comes below does not move them.
  await answer(insights(['c', 'a', 'b', 'd'], []));
  expect(keys()).toEqual(['c', 'a', 'b', 'd']);
});

test('held insights are shown when the user asks for them', async () => {
  const { own, read, answer, keys } = reading();
  void read();
  await answer(insights(['a'], ['locks']));
  own.hold(true);
  await answer(insights(['b', 'a'], []));
  own.release();
  expect(keys()).toEqual(['b', 'a']);
});

test('what is stopped keeps what was found, and is continued with the source that comes next', async () => {
  const { own, read, answer, asked, keys, state } = reading();
  const stopped = read();
  await answer(insights(['a'], ['locks', 'scheduling']));
  await vi.waitUntil(() => asked.length === 2);
  own.stop();
  await stopped;
  expect([keys(), state().insightProgress]).toEqual([['a'], 'stopped']);
  void read();
  await vi.waitUntil(() => asked.length === 3);
  expect(asked).toEqual([null, 'locks', 'locks']);
});

test('an error is kept beside the insights that are known', async () => {
  const { read, answer, fail, keys, state } = reading();
  const done = read();
  await answer(insights(['a'], ['locks']));
  await fail();
  await done;
  expect(keys()).toEqual(['a']);
  expect(state().insightsError?.message).toBe('It ended.');
});
