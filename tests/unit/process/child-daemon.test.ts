import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startCleaningChild } from '@core/process/child-daemon';
import { ChildEnvironment } from '@core/process/child-environment';
import { expect, it } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';

const outputs = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('ct-output-'));

it('a child that cleans up writes to a file without a name, which stays open when this process is killed', async () => {
  const before = outputs();
  const script = 'echo begun; echo wrong >&2; exec tail -f /dev/null';
  const child = startCleaningChild('bash', ['-c', script], ChildEnvironment.known());
  await awaitCondition(() => child.log().includes('wrong'), { what: 'its output', timeoutMs: 10_000 });
  for (const descriptor of [1, 2])
    expect(readlinkSync(`/proc/${child.pid}/fd/${descriptor}`)).toMatch(/ct-output-.*\/output \(deleted\)$/);
  expect(outputs()).toEqual(before);
  child.kill('SIGTERM');
  expect(await child.ended).toEqual({ exitCode: null, signal: 'SIGTERM' });
  expect(child.log()).toContain('begun');
});

it('the log of a child that cleans up is its end, and can be read after it', async () => {
  const child = startCleaningChild('seq', ['100000'], ChildEnvironment.known());
  expect(await child.ended).toEqual({ exitCode: 0, signal: null });
  expect(child.log()).toMatch(/^\d+\n[\d\n]+\n100000$/);
  expect(child.log().length).toBeLessThanOrEqual(8_000);
  const descriptors = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ''; // the descriptor of the listing itself
    }
  });
  expect(descriptors.filter((path) => path.includes('ct-output-'))).toEqual([]);
});

it('a child that cleans up reports with 127 that its program does not exist', async () => {
  const child = startCleaningChild('no-such-program-of-ours', [], ChildEnvironment.known());
  expect(await child.ended).toEqual({ exitCode: 127, signal: null });
  expect(child.log()).toContain('no-such-program-of-ours');
});
