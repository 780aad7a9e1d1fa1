import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it } from 'vitest';
import { startDisplay } from '../../e2e/setup/display';
import { recordOf } from '../unit/setup/configs';
import { median, printFigures, spread } from './setup/figures';
import { fillLibrary } from './setup/large-library';
import { type TimedStart, timedStart } from './setup/start/timed-start';

const ROOT = join(import.meta.dirname, '../..');
const EMPTY = join(import.meta.dirname, 'setup/start/empty-window');
const CLI = join(ROOT, 'out/main/cli.js');
const ROUNDS = Number(process.env['CT_BENCH_ROUNDS'] ?? 7);
const REST_MS = 3_000;
const MB = 1e6;

const workDir = mkdtempSync(join(tmpdir(), 'ct-start-'));
afterAll(() => rmSync(workDir, { recursive: true, force: true }));

/** The first round of each fills the page cache and the code cache, and is not counted. */
it('the window beside an empty one', async () => {
  const display = await startDisplay();
  const starts: Record<'empty' | 'ours', TimedStart[]> = { empty: [], ours: [] };
  const folders = { empty: join(workDir, 'e'), ours: join(workDir, 'o') };
  const env = {
    CONTAINERS_TRACE_LIBRARY: join(workDir, 'library'),
    CONTAINERS_TRACE_RUNTIME_DIR: join(folders.ours, 'r'),
    DOCKER_HOST: `unix://${join(workDir, 'none.sock')}`,
  };
  try {
    for (let round = -1; round < ROUNDS; round++)
      for (const [name, program] of [
        ['empty', EMPTY],
        ['ours', ROOT],
      ] as const) {
        const order = { program, folder: folders[name], display: display.name, restMs: REST_MS };
        const start = await timedStart(name === 'ours' ? { ...order, env } : order);
        if (round >= 0) starts[name].push(start);
      }
  } finally {
    display.stop();
  }
  const of = (name: keyof typeof starts, figure: keyof TimedStart): number[] => starts[name].map((one) => one[figure]);
  const ratio = (figure: keyof TimedStart): string =>
    (median(of('ours', figure)) / median(of('empty', figure))).toFixed(2);
  const both = (figure: keyof TimedStart): string => `${spread(of('empty', figure))}; ${spread(of('ours', figure))}`;
  printFigures(`An empty window, and ours, ${ROUNDS} starts each: median (min–max)`, [
    ['first answer of main, ms', both('answeredMs')],
    ['the same, ratio; at most 1.45', ratio('answeredMs')],
    ['begin of the navigation, ms', both('pageMs')],
    ['first contentful paint after it, ms; at most 220', both('paintedMs')],
    ['memory of all processes, MB', `${mb(of('empty', 'pssBytes'))}; ${mb(of('ours', 'pssBytes'))}`],
    ['the same, ratio; at most 1.2', ratio('pssBytes')],
  ]);
});

const mb = (bytes: readonly number[]): string => (median([...bytes]) / MB).toFixed(0);

it('the command line beside Node alone', () => {
  const [few, many] = [join(workDir, 'few'), join(workDir, 'many')];
  fillLibrary(few, 500, recordOf());
  fillLibrary(many, 10_000, recordOf());
  const ways: Record<string, string[]> = {
    'node alone': ['-e', '0'],
    '--version; at most 60 over Node': [CLI, '--version'],
    '--help; at most 60 over Node': [CLI, '--help'],
    'list of 500; at most 120 over Node': [CLI, 'list', '--library', few],
    'list --json of 10 000; at most 350': [CLI, 'list', '--json', '--library', many],
  };
  const times = new Map<string, number[]>();
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, args] of Object.entries(ways)) {
      const began = performance.now();
      execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 2 ** 30 });
      if (round >= 0) times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
    }
  printFigures(
    `The command line, ${ROUNDS} runs, ms: median (min–max)`,
    [...times].map(([name, one]) => [name, spread(one)]),
  );
});
