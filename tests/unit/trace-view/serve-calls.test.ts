import { AppError } from '@shared/model/app-error';
import type { TraceViewMessage } from '@shared/trace-view/trace-view-messages';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallServer, type CallTools, type TraceViewHandlers } from '../../../src/core/trace-view/serving/serve-calls';

interface Asked {
  args: unknown;
  tools: CallTools;
  answer(value: unknown): void;
  fail(error: unknown): void;
}

/** A server whose handlers answer when the test says so. */
function served() {
  const posted: TraceViewMessage[] = [];
  const asked: Asked[] = [];
  const ask = (args: unknown, tools: CallTools): Promise<never> =>
    new Promise((resolve, reject) => {
      asked.push({ args, tools, answer: resolve as (value: unknown) => void, fail: reject });
    });
  const handlers = new Proxy({}, { get: () => ask }) as TraceViewHandlers;
  const server = new CallServer(handlers, (message) => posted.push(message));
  return { server, posted, asked };
}

const call = (id: number, more: object = {}) => ({ kind: 'call', id, call: 'facts', args: null, lane: null, ...more });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const failure = (id: number, code: string) => ({ kind: 'failure', id, error: expect.objectContaining({ code }) });

describe('a server of calls about a trace', () => {
  it('answers a call with what the handler returns', async () => {
    const { server, posted, asked } = served();
    server.handle(call(7));
    asked[0]?.answer('facts of the trace');
    await settled();
    expect(posted).toEqual([{ kind: 'answer', id: 7, value: 'facts of the trace' }]);
  });

  it('answers errors as data', async () => {
    const { server, posted, asked } = served();
    server.handle(call(1));
    asked[0]?.fail(new AppError('missing', 'The trace is gone.', { hint: 'Restore it.' }));
    await settled();
    expect(posted).toEqual([
      { kind: 'failure', id: 1, error: { code: 'missing', message: 'The trace is gone.', hint: 'Restore it.' } },
    ]);
  });

  it('refuses arguments that the schema of the call refuses, before the handler sees them', async () => {
    const { server, posted, asked } = served();
    const range = { fromNs: 10, toNs: 5 };
    server.handle(call(1, { call: 'figures', args: { range } }));
    server.handle(call(2, { call: 'picture', args: { range: { fromNs: 0, toNs: 1 }, columns: 1e9, rows: [] } }));
    await settled();
    expect(posted).toEqual([failure(1, 'config'), failure(2, 'config')]);
    expect(asked).toEqual([]);
  });

  it('cancels a call at once, and ignores its late answer', async () => {
    const { server, posted, asked } = served();
    server.handle(call(1));
    server.handle({ kind: 'cancel', id: 1 });
    expect(posted).toEqual([failure(1, 'cancelled')]);
    expect(asked[0]?.tools.signal.aborted).toBe(true);
    asked[0]?.answer('late');
    await settled();
    expect(posted).toHaveLength(1);
  });

  it('replaces an earlier call of the same lane, and of no other lane', async () => {
    const { server, posted, asked } = served();
    server.handle(call(1, { lane: 'picture' }));
    server.handle(call(2, { lane: 'figures' }));
    server.handle(call(3));
    server.handle(call(4, { lane: 'picture' }));
    expect(posted).toEqual([failure(1, 'cancelled')]);
    for (const one of asked) one.answer('done');
    await settled();
    expect(posted.slice(1).map(({ id }) => id)).toEqual([2, 3, 4]);
  });

  it('answers neither of two calls with one id', async () => {
    const { server, posted, asked } = served();
    server.handle(call(1));
    server.handle(call(1));
    asked[0]?.answer('of which one?');
    await settled();
    expect(posted).toEqual([failure(1, 'cancelled')]);
  });

  it('refuses more open calls than its limit', () => {
    const { server, posted, asked } = served();
    for (let id = 0; id < 70; id++) server.handle(call(id));
    expect(asked).toHaveLength(64);
    expect(posted.map(({ id }) => id)).toEqual([64, 65, 66, 67, 68, 69]);
    expect(posted).toContainEqual(failure(64, 'config'));
  });

  it('reports progress of a call at most ten times a second, and none after its end', async () => {
    const { server, posted, asked } = served();
    server.handle(call(1));
    for (let share = 0; share < 100; share++) asked[0]?.tools.onShare(share / 100);
    expect(posted).toEqual([{ kind: 'progress', id: 1, share: 0 }]);
    server.handle({ kind: 'cancel', id: 1 });
    asked[0]?.tools.onShare(1);
    expect(posted).toHaveLength(2);
  });

  it('posts nothing after it was closed', async () => {
    const { server, posted, asked } = served();
    server.handle(call(1));
    server.close();
    expect(asked[0]?.tools.signal.aborted).toBe(true);
    asked[0]?.answer('late');
    await settled();
    expect(posted).toEqual([]);
  });

  it('refuses a message that is too large before it is parsed', () => {
    const { server, posted } = served();
    server.handle(call(1, { call: 'search', args: { text: 'x'.repeat(200_000) } }));
    server.handle(call(2, { args: new Uint8Array(200_000) }));
    expect(posted).toEqual([failure(1, 'config'), failure(2, 'config')]);
  });

  it('survives any message, and answers those with an id', () => {
    const { server, posted, asked } = served();
    const cycle: Record<string, unknown> = { id: 5 };
    cycle['cycle'] = cycle;
    for (const strange of [undefined, null, 'text', 1n, [], {}, { kind: 'call' }, cycle, call(-1), call(0.5)])
      server.handle(strange);
    server.handle(call(3, { call: 'constructor' }));
    server.handle(call(4, { more: 1 }));
    expect(posted.map(({ id }) => id)).toEqual([5, 3, 4]);
    fc.assert(
      fc.property(fc.anything(), (message) => {
        server.handle(message);
      }),
    );
    expect(asked).toEqual([]);
  });
});
