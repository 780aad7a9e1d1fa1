import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TraceRecord } from '@shared/model/trace-record';
import { afterAll, beforeAll, it } from 'vitest';
import { type Display, startDisplay } from '../../e2e/setup/display';
import { type BenchWindow, eachMb, openBenchWindow, restingMemory, sumMb } from './setup/bench-window';
import { printFigures, quantiles, spread } from './setup/figures';
import { pressAndTime, timeKeys } from './setup/key-to-paint';
import { fillLibrary, realRecord } from './setup/large-library';
import { longest, watchedIn, watchPage } from './setup/page-watch';
import { noteRows, type RowTimes, rowTimes } from './setup/row-times';

const TRACES = 10_000;
const LAUNCHES = 5;
const QUERIES = [
  'listing of the root',
  'heap',
  'engine:podman',
  'image:demo',
  'tag:slow',
  'lost:no after:2026',
  'trace 4711',
];
const QUIET_MS = 100;
const WHEEL_TURNS = 200;

const workDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
const libraryDir = join(workDir, 'library');
let display: Display;
beforeAll(async () => {
  display = await startDisplay();
  fillLibrary(libraryDir, TRACES, await realRecord(), varied);
});
afterAll(() => {
  display.stop();
  rmSync(workDir, { recursive: true, force: true });
});

/** Titles and tags that are not all the same, so that a search has something to find. */
const varied = (n: number): Partial<TraceRecord> => ({
  title: `${['Listing of the root', 'Heap of a compiler', 'Slow start of the server'][n % 3]}, trace ${n}`,
  tags: n % 7 === 0 ? ['slow'] : [],
});

const open = (): Promise<BenchWindow> =>
  openBenchWindow({ folder: join(workDir, 'window'), libraryDir, display: display.name, atOnce: noteRows });

it(`${TRACES} traces in the window`, async () => {
  await showTracesFromNowOn();
  const launches: Awaited<ReturnType<typeof firstRows>>[] = [];
  for (let round = 0; round < LAUNCHES; round += 1) launches.push(await firstRows());
  printFigures(`${TRACES} traces, the window opened on them ${LAUNCHES} times, ms: median (min–max)`, [
    ['from the start to an answer over IPC', spread(launches.map(({ answeredMs }) => answeredMs))],
    ['from the first paint to the first rows, at most 500', spread(launches.map(({ firstMs }) => firstMs))],
    ['from the first paint to the number of all', spread(launches.map(({ allMs }) => allMs))],
    ["the page's longest task until then", spread(launches.map(({ longestTaskMs }) => longestTaskMs))],
  ]);

  const window = await open();
  const { page } = window;
  await page.getByRole('grid').getByRole('row').nth(1).waitFor();
  await watchPage(page);
  const box = await page.getByRole('grid').boundingBox();
  if (!box) throw new Error('The table is not in sight.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, turn % 4 === 3 ? -300 : 900);
  await page.getByRole('grid').getByRole('row').nth(3).click();
  for (const key of ['End', 'Home', 'PageDown', 'PageDown', 'PageDown', 'End', 'PageUp'])
    await page.keyboard.press(key);
  const scrolled = await watchedIn(page);
  printFigures(`${TRACES} traces, scrolled`, [
    ['rows in the page, at most 60', String(scrolled.mostRows)],
    ['between two frames, ms: p50, p95, greatest', quantiles(scrolled.frameGapsMs)],
    ['longest task, ms', String(longest(scrolled.longTasksMs))],
  ]);

  const search = page.getByRole('combobox', { name: 'Search traces' });
  await search.click();
  await watchPage(page);
  await timeKeys(page, QUIET_MS);
  const keys = QUERIES.flatMap((query) => [...query, 'Control+a', 'Backspace']);
  const times = (await pressAndTime(page, keys)).slice(1);
  const searched = await watchedIn(page);
  printFigures(`${TRACES} traces, ${times.length} keys in the search, ms: p50, p95, greatest`, [
    ['from the key to the letter, p95 at most 32', quantiles(times.map(({ letterMs }) => letterMs))],
    ['from the key to the rows', quantiles(times.map(({ rowsMs }) => rowsMs))],
    ['longest task', String(longest(searched.longTasksMs))],
  ]);
  const used = await restingMemory(window);
  printFigures(`${TRACES} traces, at rest`, [
    ['PSS of all processes, MB', String(Math.round(sumMb(used)))],
    ['the processes', eachMb(used)],
  ]);
  await window.close();
});

/** The last view is open again at the next start. */
async function showTracesFromNowOn(): Promise<void> {
  const window = await open();
  await window.page.getByRole('navigation').getByRole('button', { name: 'Traces', exact: true }).click();
  await window.page.getByRole('grid').getByRole('row').nth(1).waitFor();
  await restingMemory(window); // what is written behind the start is written
  await window.close();
}

async function firstRows(): Promise<{ answeredMs: number } & RowTimes> {
  const window = await open();
  try {
    return { answeredMs: window.answeredMs, ...(await rowTimes(window.page, TRACES)) };
  } finally {
    await window.close();
  }
}
