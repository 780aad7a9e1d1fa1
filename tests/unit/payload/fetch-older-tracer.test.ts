import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchOlderTracer } from '@core/payload/fetch-older-tracer';
import { lendableTracers } from '@core/payload/older-payload';
import { fetchableTracer, OLDER_TRACERS } from '@shared/payload/older-tracer';
import { expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

it('refuses before a download where the session daemon would not accept the tracer', async () => {
  const cacheDir = join(scratch.path, 'cache');
  const fetching = fetchOlderTracer({ cacheDir, lttng: '2.16.0', signal: AbortSignal.timeout(5_000) });
  await expect(fetching).rejects.toMatchObject({ code: 'config', message: expect.stringContaining('2.16.0') });
  expect(existsSync(cacheDir)).toBe(false);
});

it('is offered while it is not in the cache', async () => {
  const { payloads, fetchable } = await lendableTracers(join(scratch.path, 'empty'));
  expect(payloads.some(({ facts }) => facts.origin === 'older')).toBe(false);
  expect(fetchable).toEqual(fetchableTracer(process.arch));
});

it('pins each package by a hash, for each processor of the tracer', () => {
  for (const { packages } of Object.values(OLDER_TRACERS)) {
    expect(packages.map(({ path }) => path.replace(/_.*/, ''))).toEqual([
      'pool/main/u/ust/liblttng-ust0',
      'pool/main/libu/liburcu/liburcu6',
      'pool/main/n/numactl/libnuma1',
    ]);
    for (const { sha256 } of packages) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(fetchableTracer('riscv64')).toBeNull();
});
