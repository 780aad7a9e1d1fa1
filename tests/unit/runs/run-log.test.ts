import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOG_FILE } from '@core/library/trace-folder';
import { RunLog } from '@core/runs/run-log';
import type { RunEvent } from '@shared/model/run-event';
import { afterEach, beforeEach, expect, it } from 'vitest';

const MIB = 1_048_576;
const PIECE = 'x'.repeat(MIB);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-run-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const made: RunEvent = { type: 'step-finished', at: 0, stepId: 'folder', durationMs: 1 };
const printed: RunEvent = { type: 'step-output', at: 0, stepId: 'run-1', stream: 'stdout', text: PIECE };

it('keeps a bounded output in memory while the disk is full, reports that once, and then writes the rest', async () => {
  const log = new RunLog(folder);
  log.add(made);
  // Nothing is written to the disk within one turn of the event loop.
  const warnings = Array.from({ length: 100 }, () => log.add(printed)).filter((event) => event !== undefined);
  expect(warnings).toMatchObject([{ type: 'warned', code: 'log-slow' }]);
  await log.end(true);
  const { size } = statSync(join(folder, LOG_FILE));
  expect(size).toBeGreaterThan(MIB);
  expect(size).toBeLessThan(40 * MIB);
});
