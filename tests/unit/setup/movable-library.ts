import { chmodSync, lutimesSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MoveOrder } from '@core/library/move/move-library';
import { TraceLibrary } from '@core/library/trace-library';
import { SettingsFile } from '@core/settings/settings-file';
import { beforeEach, expect } from 'vitest';
import { plantTrace } from '../library/plant';
import { scratchFolder } from './scratch';

/** The trace in the library, and the one in its trash. */
export const [A, B] = ['20260101-030405-0a1b2c', '20260102-030405-0a1b2c'] as const;

/** A library in `traces` of a scratch folder, new for each test, and what the tests of moves ask about it. */
export function movableLibrary() {
  const scratch = scratchFolder();
  const at = (...path: string[]): string => join(scratch.path, ...path);

  beforeEach(async () => {
    mkdirSync(at('traces'), { mode: 0o700 });
    plantTrace(at('traces'), A);
    plantTrace(at('traces'), B);
    await new TraceLibrary(at('traces')).delete(B);
    symlinkSync('/somewhere/foreign', at('traces', A, 'stream'));
    chmodSync(at('traces', A, 'data_0'), 0o640);
    writeFileSync(at('traces', 'a file of the user'), 'x');
    // Whole seconds, each its own.
    readdirSync(at('traces'), { recursive: true })
      .map(String)
      .sort()
      .reverse()
      .forEach((name, n) => {
        lutimesSync(at('traces', name), 1_600_000_000 + n, 1_600_000_000 + n);
      });
  });

  return {
    scratch,
    at,
    order: (to: string, change: Partial<MoveOrder> = {}): MoveOrder => ({
      libraryDir: at('traces'),
      to,
      configDir: at('config'),
      setting: true,
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...change,
    }),
    setting: (): string | null => new SettingsFile(at('config'), () => undefined).read().libraryDir,
  };
}

export async function expectWhole(dir: string): Promise<void> {
  const library = new TraceLibrary(dir);
  expect((await library.rows()).map(({ id, state }) => [id, state])).toEqual([[A, 'ready']]);
  expect((await library.trashed()).map(({ id }) => id)).toEqual([B]);
}
