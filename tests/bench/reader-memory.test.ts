import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { awaitCondition } from '../setup/await-condition';
import { peakMemory } from '../setup/peak-memory';
import { RUN_ID } from '../unit/setup/configs';
import { median, printFigures } from './setup/figures';
import { recordCalls } from './setup/reader/record-calls';
import { replicateLeaf } from './setup/reader/replicate';
import { writeTraceFolder } from './setup/reader/trace-folder';

const ROUNDS = 5;
const MB = 1e6;
const CLI = join(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'ct-bench-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command line in a process of its own, each time without the cache. */
it('growth of peak memory with the length of a trace of calls', async () => {
  const calls = await recordCalls(join(folder, 'recorded'));
  const peaks = new Map<number, number[]>();
  for (const copies of [1, 5]) {
    const library = join(folder, `library-${copies}`);
    const trace = join(library, RUN_ID);
    mkdirSync(trace, { recursive: true });
    replicateLeaf(calls, join(trace, 'leaf'), copies);
    writeTraceFolder(trace, 'leaf', 'userspace');
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const copies of [1, 5])
      peaks.set(copies, [...(peaks.get(copies) ?? []), await peakOf(join(folder, `library-${copies}`))]);
  const [short = 0, long = 0] = [...peaks.values()].map(median);
  printFigures('peak memory of `functions` in MB', [
    ['0.2 GB', (short / MB).toFixed(0)],
    ['1 GB', (long / MB).toFixed(0)],
    ['growth', ((long - short) / MB).toFixed(0)],
  ]);
});

async function peakOf(library: string): Promise<number> {
  const cache = mkdtempSync(join(folder, 'cache-'));
  const child = spawn(process.execPath, [CLI, 'functions', RUN_ID, '--library', library, '--json'], {
    env: { ...process.env, XDG_CACHE_HOME: cache },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let [peak, isOver] = [0, false];
  void ended.then(() => {
    isOver = true;
  });
  const look = (): boolean => {
    peak = Math.max(peak, peakMemory(child.pid));
    return isOver;
  };
  await awaitCondition(look, { what: 'the command line to end', timeoutMs: 120_000 });
  expect((await ended)[0]).toBe(0);
  return peak;
}
