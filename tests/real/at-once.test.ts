import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '@core/core';
import { defaultPlaces } from '@core/places';
import { errorDataSchema } from '@shared/model/app-error';
import { sessionNameOf } from '@shared/model/labels';
import { traceReportSchema } from '@shared/model/trace-record';
import { runConfigSchema } from '@shared/request/run-config';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO } from '../bad-input/row';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { type CliResult, type CliRun, runCli, startCli } from '../setup/run-cli';
import { type Actor, world } from '../setup/world-state';

const ENDLESS = ['sh', '-c', 'while :; do ls /; sleep 0.5; done'];
/** Text that the program prints while it is recorded. */
const RECORDING = /^usr$/m;

inWorld('two at once', () => {
  const words = (command: string[]): string[] => [
    '--network',
    'none',
    '--engine',
    'podman',
    '--image',
    DEMO,
    '--',
    ...command,
  ];
  const endless = (as: Actor, env: Record<string, string> = {}): CliRun =>
    startCli(['record', '--json', ...words(ENDLESS)], { as, env });
  const reportOf = (result: CliResult) => {
    expect(result.code, result.stderr).toBe(0);
    return traceReportSchema.parse(result.json());
  };
  const errorOf = (result: CliResult) => z.object({ error: errorDataSchema }).parse(result.json()).error;

  it('records both of a plain user completely, refuses to delete a trace in progress, and keeps it on Stop', async () => {
    const first = endless('user');
    await first.seen(RECORDING);
    const second = reportOf(await runCli(['record', '--json', ...words(['ls', '-la', '/'])], { as: 'user' }));
    expect(second).toMatchObject({ state: 'ready', exitCode: 0, discardedEvents: 0 });
    expect(second.events).toBeGreaterThan(1000);
    const rows = z.array(z.object({ id: z.string(), state: z.string() }));
    const list = rows.parse((await runCli(['list', '--json'], { as: 'user' })).json());
    const going = list.find((row) => row.state === 'recording');
    const deleted = await runCli(['delete', '--json', going?.id ?? ''], { as: 'user' });
    expect(deleted.code).toBe(2);
    expect(errorOf(deleted)).toMatchObject({ code: 'config', message: `The trace ${going?.id} is being recorded.` });
    first.kill('SIGINT');
    const report = reportOf(await first.ended);
    expect(report).toMatchObject({ id: going?.id, state: 'ready', endedBy: 'stop', exitCode: null });
    expect(report.events).toBeGreaterThan(1000);
    expect(report.containers.map(({ id }) => id)).not.toContain(second.containers[0]?.id);
  });

  it("refuses root's second recording, since the session daemon ends with the first, which is complete", async () => {
    const first = endless('root');
    await first.seen(RECORDING);
    const second = await runCli(['record', '--json', ...words(['true'])], { as: 'root' });
    expect(second.code).toBe(2);
    expect(errorOf(second)).toMatchObject({
      code: 'config',
      message: expect.stringContaining(`process ${first.pid}`),
      hint: expect.stringContaining('lttng-sessiond --daemonize'),
    });
    first.kill('SIGINT');
    expect(reportOf(await first.ended)).toMatchObject({ state: 'ready', endedBy: 'stop' });
  });

  it("does not touch a stranger's session of the same name, and the recording reports it", async () => {
    const { app, folder } = world();
    const own = mkdtempSync(join(folder, 's-'));
    const lttng = (...args: string[]) => spawnSync('lttng', ['--no-sessiond', ...args], { encoding: 'utf8' });
    const core = createCore({
      ...defaultPlaces({ HOME: own, CONTAINERS_TRACE_RUNTIME_DIR: own }, { option: join(own, 'traces') }),
      appRoot: app,
      appVersion: '0',
      watchdogScript: join(app, 'out/main/watchdog.js'),
    });
    try {
      const target = { kind: 'host' } as const;
      const config = runConfigSchema.parse({ target, command: ['ls'], recording: { preset: 'memory' } });
      let taken = '';
      const run = core.record(config, (event) => {
        if (event.type === 'run-started') taken = sessionNameOf(event.runId);
        if (event.type === 'step-finished' && event.stepId === 'daemon')
          expect(lttng('create', taken, `--output=${join(own, 'strangers')}`).status).toBe(0);
      });
      expect(await run.finished).toMatchObject({
        outcome: 'failed',
        traceId: null,
        error: {
          code: 'command',
          message: 'LTTng refused to create session: Session name already exists',
          hint: expect.stringContaining(taken),
        },
      });
      expect(lttng('list').stdout, 'the stranger goes on').toContain(taken);
      expect(readdirSync(join(own, 'traces')).filter((name) => !name.startsWith('.'))).toEqual([]);
      expect(readdirSync(join(own, 'traces/.journal'))).toEqual([]);
      expect(lttng('destroy', taken).status).toBe(0);
    } finally {
      await core.close();
    }
  });

  it('leaves nothing', () => awaitClean(worldScope()));
});
