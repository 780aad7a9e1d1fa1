import { chownSync, existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { functionTableSchema } from '@shared/analysis/function-table';
import { traceSummarySchema } from '@shared/analysis/trace-summary';
import { TRACE_FILE_FORMAT_IDS } from '@shared/archive/formats';
import { traceReportSchema } from '@shared/model/trace-record';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { cachedNode, OLDEST_FOR_USERS } from '../../scripts/setup/node-runtime.mjs';
import { DEMO } from '../bad-input/row';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli, startProgram } from '../setup/run-cli';
import { type WorldState, world } from '../setup/world-state';
import { expectNothingLeft } from './reading/ways';

const FETCH_LIMIT_MS = 120_000;

inWorld('on the oldest Node that package.json allows', () => {
  let state: WorldState;
  const folder = (): string => {
    const path = mkdtempSync(join(world().folder, 'node-'));
    chownSync(path, world().user.uid, world().user.gid);
    return path;
  };
  const answer = async <S extends z.ZodType>(schema: S, args: readonly string[]): Promise<z.output<S>> => {
    const result: CliResult = await runCli([...args, '--json'], { as: 'user', state });
    expect(result.code, result.stderr).toBe(0);
    return schema.parse(result.json());
  };

  beforeAll(async () => {
    state = { ...world(), node: await cachedNode(OLDEST_FOR_USERS) };
  }, FETCH_LIMIT_MS);

  it('records, exports in all formats, imports its exports, and answers', async () => {
    const library = ['--library', folder()];
    const out = folder();
    const request = ['record', '--engine=podman', '--network=none', `--image=${DEMO}`, 'ls'];
    const trace = await answer(traceReportSchema, [...request, ...library]);
    expect(trace).toMatchObject({ state: 'ready', discardedEvents: 0, warnings: [] });
    expect(trace.events).toBeGreaterThan(0);
    for (const format of ['zip', 'tar.zst']) {
      const archive = join(out, `a.${format}`);
      await answer(z.object({}), ['export', trace.id, '--output', archive, '--format', format, ...library]);
      const second = ['--library', folder()];
      await answer(z.object({}), ['import', archive, ...second]);
      const again = await answer(traceReportSchema, ['show', trace.id, ...second]);
      expect(again.events).toBe(trace.events);
    }
    const summary = await answer(traceSummarySchema, ['summary', trace.id, ...library]);
    expect(summary.recordings.map(({ events }) => events)).toEqual([trace.events]);
    // The second answer and the range come from the cache.
    for (const range of [[], [], ['--from', '1ms']]) {
      const { functions } = await answer(functionTableSchema, ['functions', trace.id, ...range, ...library]);
      expect(functions.length).toBeGreaterThan(0);
    }
    for (const format of TRACE_FILE_FORMAT_IDS)
      await answer(z.object({}), ['export', trace.id, '--output', join(out, format), '--format', format, ...library]);
    await expectNothingLeft();
  });

  it.each(['out/main/watchdog.js', 'out/main/ask.js', 'out/helper/helper.mjs'])('loads %s', async (entry) => {
    const file = join(state.app, entry);
    expect(existsSync(file)).toBe(true);
    const loaded = await startProgram([state.node, '--import', file, '--eval', 'console.log("loaded")'], {
      as: 'user',
      state,
    }).ended;
    // Without arguments each entry ends with a usage error, but only after it was loaded.
    expect(loaded.stderr).not.toMatch(/SyntaxError|ReferenceError|TypeError|ERR_MODULE_NOT_FOUND/);
  });
});
