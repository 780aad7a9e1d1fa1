import { chownSync, mkdtempSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import type { RunEventOf } from '../src/shared/model/run-event';
import type { TraceReport } from '../src/shared/model/trace-record';
import { NOWHERE_SOCKET } from '../tests/bad-input/environments';
import { complaints, OBEYED, type Outcome } from '../tests/bad-input/expect-outcome';
import type { BadInput, Place } from '../tests/bad-input/row';
import { TABLE } from '../tests/bad-input/table';
import type { AppWindow } from './setup/app-window';
import { test as base, expect } from './setup/fixtures';
import { tester } from './setup/tester';

/** Docker is down in this window. One row requests it, and all other rows use Podman. */
const test = base.extend({
  desk: async ({ desk }, use) => {
    desk.env['DOCKER_HOST'] = NOWHERE_SOCKET;
    await use(desk);
  },
});

type Asking = NonNullable<ReturnType<NonNullable<BadInput['ipc']>>>;

test('each row of bad input gets its answer by IPC, and the window keeps working', async ({ ct, desk }) => {
  test.setTimeout(400_000);
  const { uid, gid } = tester();
  const own = (path: string): void => chownSync(path, uid, gid);
  const place: Place = { library: desk.libraryDir, folder: mkdtempSync(join(dirname(desk.libraryDir), 'bad-')), own };
  let tried = 0;
  for (const row of TABLE) {
    if (!row.ipc) continue;
    const asking = row.ipc(place);
    const end = row.setUp?.(place);
    await test.step(row.name, async () => {
      const outcome = await ask(ct, asking);
      expect.soft(complaints(row, outcome), row.name).toEqual([]);
      if (row.report) expect.soft(outcome.report, row.name).toMatchObject(row.report);
      for (const one of row.answer ?? [])
        expect.soft(outcome.answer, row.name).toEqual(expect.arrayContaining([expect.objectContaining(one)]));
    });
    end?.();
    tried += 1;
  }
  expect(tried).toBeGreaterThan(50);
  expect(readdirSync(join(desk.libraryDir, '.journal'))).toEqual([]);
  await ct.go(texts.views.traces);
  await expect(ct.page.getByRole('heading', { level: 1, name: texts.views.traces })).toBeVisible();
  expect(await ct.page.evaluate(() => document.body.innerText)).not.toMatch(OBEYED);
});

async function ask(ct: AppWindow, { channel, args }: Asking): Promise<Outcome> {
  const answer = await ct.page.evaluate(([name, given]) => Reflect.apply(window.bridge.invoke, null, [name, given]), [
    channel,
    args,
  ] as const);
  if (!answer.ok) return { error: answer.error, report: null, answer: null };
  if (channel !== 'run:record') return { error: null, report: null, answer: answer.value };
  const finished = await endOf(ct, answer.value.runId);
  const report = finished.traceId === null ? null : await counted(ct, finished.traceId);
  return { error: finished.error, report, answer: null };
}

async function endOf(ct: AppWindow, runId: string): Promise<RunEventOf<'run-finished'>> {
  const finished: RunEventOf<'run-finished'>[] = [];
  await expect
    .poll(
      async () => {
        const events = await ct.ask('run:events', null);
        const ours = events.some((event) => event.type === 'run-started' && event.runId === runId);
        for (const event of events) if (ours && event.type === 'run-finished') finished.push(event);
        return finished.length;
      },
      { message: `the run ${runId} is over`, timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  const [first] = finished;
  if (!first) throw new Error('The run has no end.');
  return first;
}

async function counted(ct: AppWindow, id: string): Promise<TraceReport> {
  const isCounted = async (): Promise<boolean> => (await ct.ask('traces:show', { id })).events !== null;
  await expect.poll(isCounted, { message: `the events of ${id} are counted`, timeout: 60_000 }).toBe(true);
  return ct.ask('traces:show', { id });
}
