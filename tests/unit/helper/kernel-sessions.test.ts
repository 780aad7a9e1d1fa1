import { AppError } from '@shared/model/app-error';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { beforeEach, expect, it, vi } from 'vitest';
import { KernelSessions } from '../../../src/helper/kernel-sessions';
import type { UserLttng } from '../../../src/helper/user-lttng';

const [A, B] = ['ct-20260131-235959-0a1b2c-k', 'ct-20260131-235959-0a1b2d-k'] as const;

/** An lttng whose answers come in the order of the test; the sessions are what a daemon would hold. */
interface Call {
  verb: TracingCommand['verb'];
  session: string;
  answer(): void;
}
let calls: Call[];
let held: Set<string>;
let sessions: KernelSessions;
beforeEach(() => {
  calls = [];
  held = new Set();
  const command = (asked: TracingCommand, { signal }: { signal?: AbortSignal } = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const session = 'session' in asked ? asked.session : '';
      signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'Cut off.')));
      const answer = (): void => {
        if (asked.verb === 'create-session') held.add(session);
        if (asked.verb === 'destroy') held.delete(session); // one that is not there is no error
        resolve('');
      };
      calls.push({ verb: asked.verb, session, answer });
    });
  sessions = new KernelSessions({ command } as unknown as UserLttng, () => undefined);
});

const create = (session: string): TracingCommand => ({
  verb: 'create-session',
  session,
  output: '/x',
  snapshot: false,
});
const alive = new AbortController().signal;
/** Lets lttng answer what it was not asked before, until it is asked nothing more. */
async function answerAll(): Promise<void> {
  for (let answered = 0; answered < calls.length; ) {
    const asked = calls.slice(answered);
    answered = calls.length;
    for (const call of asked) call.answer();
    await new Promise((turn) => setImmediate(turn));
  }
}

it('destroys no session that is created after the cleanup started, and keeps it in the list', async () => {
  const first = sessions.run(create(A), alive);
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  await answerAll();
  await first;
  const gone = sessions.cleanUp(Promise.resolve());
  const next = sessions.run(create(B), alive);
  await vi.waitFor(() => expect(calls.at(-1)).toMatchObject({ verb: 'stop', session: A }));
  expect(calls.map(({ session }) => session)).not.toContain(B);
  await answerAll();
  expect(await gone).toEqual([]);
  await next;
  expect([...held]).toEqual([B]);
  expect(sessions.names).toEqual([B]);
});

it('keeps a session whose creation was cancelled, and destroys it in the cleanup', async () => {
  const cut = new AbortController();
  const making = sessions.run(create(A), cut.signal);
  const behind = sessions.run(create(B), cut.signal);
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  held.add(A); // the daemon had made it when its client was killed
  cut.abort();
  await expect(making).rejects.toMatchObject({ code: 'cancelled' });
  await expect(behind).rejects.toMatchObject({ code: 'cancelled' });
  expect(sessions.names).toEqual([A]);
  const gone = sessions.cleanUp(Promise.resolve());
  await answerAll();
  expect(await gone).toEqual([]);
  expect([...held]).toEqual([]);
  expect(sessions.names).toEqual([]);
});
