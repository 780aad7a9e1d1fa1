import { texts } from '../src/renderer/texts/en';
import type { WholeTrace } from '../src/shared/trace-view/timeline-rows';
import { expect, test } from './setup/fixtures';
import { readers } from './setup/opened-trace';
import { plantSample } from './setup/sample-trace';
import { openPort } from './setup/trace-port';

const ID = '20260304-120000-000001';
const EVENTS = 130_274;
const WITHIN_MS = 30_000;

test.beforeEach(({ desk }) => {
  plantSample(desk, ID, 'A recording of both domains');
});

test('a page asks the process of a trace, which ends with its port', async ({ ct }) => {
  const port = await openPort(ct.page, ID, 'one');
  const { kind, value } = await port.ask('whole', null);
  expect(kind).toBe('answer');
  expect((value as WholeTrace).events).toBe(EVENTS);
  expect((await port.ask('figures', { range: { fromNs: 9, toNs: 1 } })).error?.code).toBe('config');
  expect((await port.ask('nonsense', { x: 'y'.repeat(500_000) })).error?.code).toBe('config');
  expect(readers(ct)).toHaveLength(1);
  await port.close();
  await expect.poll(() => readers(ct), { message: 'the process ends', timeout: WITHIN_MS }).toEqual([]);
});

test('the list starts a process ahead, which reads the trace that is opened', async ({ ct }) => {
  await ct.go(texts.views.traces);
  await expect.poll(() => readers(ct).length, { message: 'a process waits', timeout: WITHIN_MS }).toBe(1);
  const waiting = readers(ct);
  const port = await openPort(ct.page, ID, 'one');
  expect((await port.ask('facts', null)).kind).toBe('answer');
  expect(readers(ct)).toEqual(waiting);
  await port.close();
  await expect.poll(() => readers(ct), { message: 'the process ends', timeout: WITHIN_MS }).toEqual([]);
});

test('a page notices the death of the process, and can open the trace again', async ({ ct }) => {
  const port = await openPort(ct.page, ID, 'one');
  await port.ask('facts', null);
  const [pid] = readers(ct);
  if (pid === undefined) throw new Error('No process reads the trace.');
  process.kill(pid, 'SIGKILL');
  await port.ended();
  const again = await openPort(ct.page, ID, 'two');
  expect((await again.ask('facts', null)).kind).toBe('answer');
});

test('at most four processes run, and none after the page is reloaded', async ({ ct }) => {
  const first = await openPort(ct.page, ID, 'port 1');
  for (const number of [2, 3, 4, 5]) await openPort(ct.page, ID, `port ${number}`);
  await first.ended();
  await expect.poll(() => readers(ct).length, { message: 'four processes are left', timeout: WITHIN_MS }).toBe(4);
  await ct.page.reload();
  await expect.poll(() => readers(ct), { message: 'the processes end', timeout: WITHIN_MS }).toEqual([]);
});

test('the process of a trace ends with an app that is killed', async ({ ct }) => {
  const port = await openPort(ct.page, ID, 'one');
  await port.ask('facts', null);
  expect(readers(ct)).toHaveLength(1);
  ct.main.kill('SIGKILL');
  await expect.poll(() => readers(ct), { message: 'the process ends', timeout: WITHIN_MS }).toEqual([]);
});
