import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepThreadsReady } from '@core/analysis/workers/ready-threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median, printFigures } from './setup/figures';
import { recordCalls } from './setup/reader/record-calls';
import { replicateLeaf } from './setup/reader/replicate';
import { openBenchLeaf, type Times, timePass } from './setup/reader/time-pass';

const ROUNDS = 5;
const KERNEL_COPIES = 20;
const LONG_COPIES = 5;
const FIXTURE = join(import.meta.dirname, '../fixtures/kernel-and-userspace.tar.gz');

/** What is measured in each round, after babeltrace2: the label, and the threads, 0 for counts only. */
const WAYS = [
  ['counts only, 1 thread', 0],
  ['full pass, 1 thread', 1],
  ['full pass, 2 threads', 2],
] as const;

describe('the reader and babeltrace2, in turn on the same traces', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-reader-'));
  const leaves: Record<string, string> = {};
  beforeAll(async () => {
    keepThreadsReady(1); // as the process of an opened trace does
    execFileSync('tar', ['-xzf', FIXTURE, '-C', folder]);
    const calls = await recordCalls(join(folder, 'calls'));
    leaves['calls'] = calls;
    leaves['kernel'] = replicateLeaf(join(folder, 'sample-trace/kernel'), join(folder, 'kernel'), KERNEL_COPIES);
    leaves['long'] = replicateLeaf(calls, join(folder, 'long'), LONG_COPIES);
  });
  afterAll(() => {
    keepThreadsReady(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['calls', 'kernel', 'long'])('%s', async (name) => {
    const leaf = leaves[name] ?? '';
    const theirs: Times[] = [];
    const ours = WAYS.map((): Times[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(timeBabeltrace(leaf));
      for (const [way, [, threads]] of WAYS.entries()) ours[way]?.push(await timePass(leaf, threads));
    }
    const events = new Set(ours.flat().map((times) => times.events));
    expect(events.size).toBe(1);
    const row = (label: string, times: readonly Times[]): [string, string] => {
      const [cpu, wall] = [median(times.map(({ cpuMs }) => cpuMs)), median(times.map(({ wallMs }) => wallMs))];
      const [cpuRatio, wallRatio] = [ratio(theirs, times, 'cpuMs'), ratio(theirs, times, 'wallMs')];
      return [label, `${cpu.toFixed(0)}, ${wall.toFixed(0)} ms; ${cpuRatio}, ${wallRatio} ×`];
    };
    printFigures(`${name}: ${[...events][0]} events; CPU and wall time, and how many times as fast as babeltrace2`, [
      row('babeltrace2 -o dummy', theirs),
      ...WAYS.map(([label], way) => row(label, ours[way] ?? [])),
      ...WAYS.map(([label], way) => row(`${label}, first read`, ours[way]?.slice(0, 1) ?? [])),
    ]);
  });

  it('the first histogram of a long trace, from its indexes', () => {
    const times = Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      openBenchLeaf(leaves['long'] ?? '').close();
      return performance.now() - began;
    });
    printFigures('packet table of the long trace', [['ms', times.map((ms) => ms.toFixed(1)).join(', ')]]);
  });
});

/** babeltrace2 in a process of its own. */
function timeBabeltrace(leaf: string): Times {
  const began = performance.now();
  const script = `TIMEFORMAT='%U %S'; time babeltrace2 -o dummy "$1"`;
  const args = ['-c', `{ ${script}; } 2>&1`, 'bash', leaf];
  const printed = execFileSync('bash', args, { encoding: 'utf8' });
  const wallMs = performance.now() - began;
  const [user = 0, system = 0] = (printed.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpuMs: 1000 * (user + system), wallMs, events: 0 };
}

const ratio = (theirs: readonly Times[], ours: readonly Times[], of: 'cpuMs' | 'wallMs'): string =>
  median(ours.map((times, round) => (theirs[round]?.[of] ?? Number.NaN) / times[of])).toFixed(1);
