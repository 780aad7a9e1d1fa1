import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { replicateLeaf } from '../tests/bench/setup/reader/replicate';
import { expect, test } from './setup/fixtures';
import { goToTab, isRead, openAgain, openFromList, openRow, readers } from './setup/opened-trace';
import { own } from './setup/own';
import { plantSample } from './setup/sample-trace';
import { madeBy } from './setup/wording';

const TITLE = 'Kernel and userspace';
const EVENTS = 130_274;
const KERNEL_EVENTS = 130_177;
/** So many times the recording of the kernel, so that the pass takes longer than the way of a message to the test. */
const COPIES = 10;
const { traceFrame, traceProcess } = texts;
const ONE_READER = { message: 'one process reads the trace', timeout: 30_000 };

test('a reload while the trace is being read leaves one process, and the trace is read again', async ({ ct, desk }) => {
  const { page } = ct;
  const { dir, leaves } = plantSample(desk, '20260304-120000-000000', TITLE);
  const kernel = join(dir, leaves[0]);
  renameSync(kernel, join(dir, '.once'));
  replicateLeaf(join(dir, '.once'), kernel, COPIES);
  own(dir);
  const reading = madeBy(traceFrame.header.reading);
  await page.evaluate(() =>
    window.addEventListener('pagehide', () =>
      sessionStorage.setItem('left at', document.querySelector<HTMLElement>('.trace-facts')?.innerText ?? ''),
    ),
  );
  await openRow(ct, TITLE);
  await page.waitForFunction(
    (text) => new RegExp(text).test(document.querySelector<HTMLElement>('.trace-facts')?.innerText ?? ''),
    reading.source,
  );
  await page.reload();
  expect(await page.evaluate(() => sessionStorage.getItem('left at')), 'the page left in mid-pass').toMatch(reading);
  await isRead(ct, KERNEL_EVENTS * COPIES + EVENTS - KERNEL_EVENTS);
  await expect.poll(() => readers(ct).length, ONE_READER).toBe(1);
});

test('a trace whose process is killed says so, leaves nothing, and is opened again at its place', async ({
  ct,
  desk,
}) => {
  const { page } = ct;
  plantSample(desk, '20260304-120000-000000', TITLE);
  await openFromList(ct, TITLE);
  await isRead(ct, EVENTS);
  await goToTab(ct, 'events');
  const kill = async (): Promise<void> => {
    await expect.poll(() => readers(ct).length, ONE_READER).toBe(1);
    for (const pid of readers(ct)) process.kill(pid, 'SIGKILL');
    await expect(page.getByText(traceProcess.processEnded.message).first()).toBeVisible();
    await expect(page.getByText(traceProcess.processEnded.hint).first()).toBeVisible();
    await expect.poll(() => readers(ct), { message: 'no process is left', timeout: 30_000 }).toEqual([]);
  };
  await kill();
  await expect(page.getByRole('tablist')).toHaveCount(0);
  await openAgain(ct).press('Enter');
  await isRead(ct, EVENTS);
  await expect(page.getByRole('tab', { name: traceFrame.tabs.events })).toHaveAttribute('aria-selected', 'true');
  // Wherever it is in its work.
  await kill();
  await openAgain(ct).press('Enter');
  await kill();
  await openAgain(ct).press('Enter');
  await isRead(ct, EVENTS);
});
