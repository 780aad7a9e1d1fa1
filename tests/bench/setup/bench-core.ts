import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, createCore } from '@core/core';
import { defaultPlaces } from '@core/places';

const ROOT = join(import.meta.dirname, '../../..');

export interface BenchCore {
  core: Core;
  /** A folder for this measurement only, which is removed with the core. */
  workDir: string;
  /** In which the core keeps its runtime folder. */
  runtimeBase: string;
  close(): Promise<void>;
}

/** The core in this process, as in the window, with a separate library and the product's cache. */
export function openBenchCore(): BenchCore {
  const workDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
  const runtimeBase = join(workDir, 'r');
  const core = createCore({
    ...defaultPlaces(process.env, { option: join(workDir, 'library') }),
    runtimeBase,
    appRoot: ROOT,
    appVersion: 'bench',
    watchdogScript: join(ROOT, 'out/main/watchdog.js'),
    onNotice: (text) => process.stderr.write(`${text}\n`),
  });
  return {
    core,
    workDir,
    runtimeBase,
    close: async () => {
      await core.close();
      rmSync(workDir, { recursive: true, force: true });
    },
  };
}
