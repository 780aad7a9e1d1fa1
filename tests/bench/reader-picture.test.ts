import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadPicture } from '@reader/picture/picture';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median, printFigures } from './setup/figures';
import { recordCalls } from './setup/reader/record-calls';
import { replicateLeaf } from './setup/reader/replicate';
import { type Times, timePass } from './setup/reader/time-pass';

const ROUNDS = 7;
const COLUMNS = 1_920;
const KERNEL_COPIES = 20;
const FIXTURE = join(import.meta.dirname, '../fixtures/kernel-and-userspace.tar.gz');

describe('a pass with and without a picture, in turn on the same trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-picture-'));
  const leaves: Record<string, string> = {};
  beforeAll(async () => {
    execFileSync('tar', ['-xzf', FIXTURE, '-C', folder]);
    leaves['calls'] = await recordCalls(join(folder, 'calls'));
    leaves['kernel'] = replicateLeaf(join(folder, 'sample-trace/kernel'), join(folder, 'kernel'), KERNEL_COPIES);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['calls', 'kernel'])('%s', async (name) => {
    const pictures: ReadPicture[] = [];
    const options = { picture: { columns: COLUMNS, onPicture: (one: ReadPicture) => pictures.push(one) } };
    const without: Times[] = [];
    const drawn: Times[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      without.push(await timePass(leaves[name] ?? '', 1));
      drawn.push(await timePass(leaves[name] ?? '', 1, options));
    }
    const cpu = (times: readonly Times[]): string => `${median(times.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms`;
    const ratios = drawn.map(({ cpuMs }, round) => cpuMs / (without[round]?.cpuMs ?? Number.NaN));
    const [picture] = pictures;
    expect(pictures).toHaveLength(ROUNDS);
    printFigures(`${name}: ${without[0]?.events} events, ${COLUMNS} columns; CPU time on one thread`, [
      ['without a picture', cpu(without)],
      ['with a picture', cpu(drawn)],
      ['ratio', median(ratios).toFixed(2)],
      ['lanes, spans', `${picture?.lanes.kind.length}, ${picture?.spans.value.length}`],
    ]);
  });
});
