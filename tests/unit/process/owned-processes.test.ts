import { join } from 'node:path';
import { identityKey } from '@core/process/identity';
import { endOwnedProcesses } from '@core/process/owned-processes';
import { OWNER_ENV } from '@shared/model/labels';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bystander, bystander, gone } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const started: Bystander[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.end();
});

async function start(words: readonly string[], env: Record<string, string> = {}): Promise<Bystander> {
  const one = await bystander(words, env);
  started.push(one);
  return one;
}
/** Runs with that word on its command line: tail(1) waits for the file that is there. */
const withWord = (word: string): string[] => ['tail', '-f', '/dev/null', word];

describe('the processes of an owner that is gone', () => {
  it.each(['', '.', '/', '/tmp', '/tmp/', 'ct-abcdef'])(
    'are none by the runtime folder %j: it ends nothing',
    async (runtimeDir) => {
      const innocent = await start(withWord('/tmp/notes.txt'));
      const named = await start(withWord(`unix://${runtimeDir}/podman.sock`));
      await endOwnedProcesses(gone(), runtimeDir);
      expect([innocent.isAlive(), named.isAlive()]).toEqual([true, true]);
    },
  );

  it('are those with its mark, and a service on a socket in its runtime folder, and no others', async () => {
    const runtimeDir = join(scratch.path, 'ct-abcdef');
    const marked = await start(['sleep', '600'], { [OWNER_ENV]: identityKey(gone()) });
    const service = await start(withWord(`unix://${runtimeDir}/podman.sock`));
    const others = await Promise.all([
      start(withWord(join(runtimeDir, 'notes.txt'))),
      start(withWord(`unix://${runtimeDir}x/podman.sock`)),
      start(['sleep', '600'], { [OWNER_ENV]: `${identityKey(gone())}1` }),
    ]);
    await endOwnedProcesses(gone(), runtimeDir);
    await expect.poll(() => [marked.isAlive(), service.isAlive()]).toEqual([false, false]);
    expect(others.map((one) => one.isAlive())).toEqual([true, true, true]);
  });
});
