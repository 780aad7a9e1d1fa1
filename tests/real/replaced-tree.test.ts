import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { startCli } from '../setup/run-cli';
import { type WorldState, world } from '../setup/world-state';
import { expectNothingLeft, recordArgs, WAYS, type Way } from './reading/ways';

const ENDLESS = ['sh', '-c', 'echo begun; while :; do ls -la /; sleep 0.05; done'];
/** The container's output. `ls` lists itself, so the recording is running. */
const LISTED = /begun[\s\S]* boot\n/;

/** An update: the entries have other content, and no other file has its old name. */
function update(built: string): void {
  for (const name of readdirSync(built)) rmSync(join(built, name));
  for (const entry of ['cli.js', 'watchdog.js', 'ask.js', 'scan-worker.js'])
    writeFileSync(join(built, entry), "throw new Error('another version');\n");
}

inWorld('a recording whose package is changed', () => {
  it.each([
    ['updated', (app: string) => update(join(app, 'out/main'))],
    ['removed', (app: string) => rmSync(app, { recursive: true })],
  ])('in the meantime (%s) is stopped, kept and counted', async (name, change) => {
    const app = join(world().folder, `app-${name}`);
    cpSync(world().app, app, { recursive: true, verbatimSymlinks: true });
    const state: WorldState = { ...world(), app };
    const run = startCli(recordArgs(WAYS[0] as Way, ['--json'], ENDLESS), { as: 'user', state });
    await run.seen(LISTED);
    change(app);
    run.kill('SIGINT');
    const result = await run.ended;
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const report = traceReportSchema.parse(result.json());
    expect(report).toMatchObject({ state: 'ready', endedBy: 'stop', discardedEvents: 0, warnings: [] });
    expect(report.events).toBeGreaterThan(0);
    await expectNothingLeft();
    rmSync(app, { recursive: true, force: true });
  });
});
