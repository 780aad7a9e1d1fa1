import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INDEX_FILE } from '@core/library/row-index';
import { TraceLibrary } from '@core/library/trace-library';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printFigures, spread } from './setup/figures';
import { fillLibrary, realRecord } from './setup/large-library';

const TRACES = 10_000;
const FIRST = 200;
const ROUNDS = 10;
const CLI = join(import.meta.dirname, '../../out/main/cli.js');
/** Has the command line tell its peak of resident memory (KiB, getrusage(2)) on its way out. */
const TELL_PEAK = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";

const libraryDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
afterAll(() => rmSync(libraryDir, { recursive: true, force: true }));

beforeAll(async () => fillLibrary(libraryDir, TRACES, await realRecord()));

/** Without an index all traces are read; with one, those that changed. */
const STATES = [
  ['cold, without an index', () => rmSync(join(libraryDir, INDEX_FILE), { force: true })],
  ['warm, with the index', () => undefined],
] as const;

it.each(STATES)(`list --json with ${TRACES} traces, %s`, async (state, prepare) => {
  const wallMs: number[] = [];
  const peakMb: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    prepare();
    const began = performance.now();
    const listed = await execa(process.execPath, [CLI, 'list', '--json', '--library', libraryDir], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_PEAK)}` },
    });
    wallMs.push(performance.now() - began);
    peakMb.push((Number(/^peak (\d+)$/m.exec(listed.stderr)?.[1]) * 1024) / 1e6);
    expect(JSON.parse(listed.stdout)).toHaveLength(TRACES);
  }
  printFigures(`list --json with ${TRACES} traces, ${state}, ${ROUNDS} runs: median (min–max)`, [
    ["from the command's start to its end, ms", spread(wallMs)],
    ['peak of resident memory, MB', spread(peakMb)],
  ]);
});

it.each(STATES)(`rows of ${TRACES} traces, %s`, async (state, prepare) => {
  const figures = { first: [] as number[], all: [] as number[], again: [] as number[], blocked: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    prepare();
    const library = new TraceLibrary(libraryDir);
    figures.first.push((await timed(() => library.firstRows(FIRST))).tookMs);
    const all = await timed(() => library.rows());
    figures.all.push(all.tookMs);
    figures.blocked.push(all.blockedMs);
    figures.again.push((await timed(() => library.rows())).tookMs);
  }
  printFigures(`rows of ${TRACES} traces in one process, ${state}, ${ROUNDS} rounds: median (min–max)`, [
    [`the newest ${FIRST}, ms`, spread(figures.first)],
    ['all, ms', spread(figures.all)],
    ['longest that they keep the event loop, ms', spread(figures.blocked)],
    ['all, by the same process again, ms', spread(figures.again)],
  ]);
});

/** How long something takes, and how long at most no other callback's turn came meanwhile. */
async function timed(act: () => Promise<unknown>): Promise<{ tookMs: number; blockedMs: number }> {
  const began = performance.now();
  let turn = began;
  let blockedMs = 0;
  let over = false;
  const look = (): void => {
    blockedMs = Math.max(blockedMs, performance.now() - turn);
    turn = performance.now();
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  await act();
  over = true;
  return { tookMs: performance.now() - began, blockedMs };
}
