import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { complaints, OBEYED, type Outcome } from '../bad-input/expect-outcome';
import type { BadInput, Place } from '../bad-input/row';
import { TABLE } from '../bad-input/table';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';

inWorld('bad input by the command line', () => {
  it.each(TABLE.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const place = makePlace();
    const end = row.setUp?.(place);
    try {
      const [command = '', ...rest] = row.cli(place);
      const result = await runCli([command, '--json', '--library', place.library, ...rest], {
        as: 'user',
        env: row.env?.(place) ?? {},
        timeoutMs: 60_000,
      });
      check(row, result);
    } finally {
      end?.();
    }
    await expectNothingLeft(row, place);
    rmSync(place.folder, { recursive: true, force: true });
  });

  it('left nothing anywhere', () => awaitClean(worldScope()));
});

function check(row: BadInput, result: CliResult): void {
  const outcome = outcomeOf(result);
  expect(complaints(row, outcome), result.stderr).toEqual([]);
  expect(result.code, result.stderr).toBe(row.exit);
  expect(OBEYED.test(result.stderr), JSON.stringify(result.stderr)).toBe(false);
  expect(OBEYED.test(result.stdout), JSON.stringify(result.stdout)).toBe(false);
  if (row.report) expect(outcome.report).toMatchObject(row.report);
  if (row.answer !== undefined) expect(outcome.answer).toMatchObject(row.answer);
  expect(JSON.stringify(outcome.report?.containers ?? [])).not.toMatch(/\\u001b|owned/);
}

function outcomeOf(result: CliResult): Outcome {
  const answer: unknown = result.json();
  const failed = z.object({ error: errorDataSchema }).safeParse(answer);
  const report = traceReportSchema.safeParse(answer);
  return { error: failed.data?.error ?? null, report: report.data ?? null, answer };
}

/** A kept trace is complete in the library, and nothing else is left. */
async function expectNothingLeft(row: BadInput, place: Place): Promise<void> {
  if (row.setUp) return; // the row's files still exist
  const { actors } = world();
  const engines = row.exit === 2 ? [] : [worldEngines()['podman rootless']];
  await awaitClean({ engines, libraries: [place.library], runtimeBases: [actors.user.runtimeBase] });
  const traces = entriesOf(place.library).filter((name) => name !== '.journal' && name !== '.lock');
  expect(traces, 'traces in the library').toHaveLength(row.report ? 1 : 0);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // the library was never created
  }
}

function makePlace(): Place {
  const { folder, user } = world();
  const own = mkdtempSync(join(folder, 'bad-'));
  chmodSync(own, 0o755);
  const parent = join(own, 'home');
  mkdirSync(parent);
  chownSync(parent, user.uid, user.gid);
  return {
    folder: own,
    library: join(parent, 'traces'),
    deniedSocket: world().docker.deniedSocket,
    own: (path) => chownSync(path, user.uid, user.gid),
  };
}
