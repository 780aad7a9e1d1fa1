import { join } from 'node:path';
import { ownIdentity } from '@core/process/identity';
import { startWatchdog } from '@core/watchdog/watchdog';
import { expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

it('refuses to record without the program that cleans up after a kill', () => {
  const { path } = scratch;
  const orders = { owner: ownIdentity(), libraryDir: path, runtimeBase: path, configDir: path, sinceMs: 0 };
  const script = join(path, 'chunks', 'watchdog.js');
  expect(() => startWatchdog(script, { ...orders, runtimeDir: join(path, 'ct-abcdef') })).toThrow(
    expect.objectContaining({ code: 'bug', message: expect.stringContaining(script) }),
  );
});
