import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeRuntimeFolder, makeScratchFolder, SCRATCH_BASE } from '@core/runtime-folder';
import { expect, it, vi } from 'vitest';
import { scratchFolder } from '../setup/scratch';

/** A stand-in for a full file system, which creates files but writes no byte. tests/real/full-runtime-folder.test.ts has a real one. */
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    writeFileSync: (path: string) => {
      real.closeSync(real.openSync(path, 'w'));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    },
  };
});

const scratch = scratchFolder();

it('leaves no folder behind on a full file system (stand-in), and names it with the way out', () => {
  expect(() => makeRuntimeFolder(join(scratch.path, 'ct-abcdef'))).toThrow(
    expect.objectContaining({
      code: 'command',
      message: expect.stringContaining(scratch.path),
      hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR'),
    }),
  );
  expect(readdirSync(scratch.path)).toEqual([]);
});

it('names no variable that does not help for the folder of large temporary files', () => {
  expect(() => makeScratchFolder(join(scratch.path, 'ct-abcdeg'))).toThrow(
    expect.objectContaining({ code: 'command', hint: expect.not.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR') }),
  );
  expect(existsSync(join(SCRATCH_BASE, 'ct-abcdeg'))).toBe(false);
});
