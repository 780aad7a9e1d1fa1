import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionTableSchema } from '@shared/analysis/function-table';
import { errorDataSchema } from '@shared/model/app-error';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { PROJECT } from '../setup/staged-app';
import { world } from '../setup/world-state';
import { HARM_IMAGE, provideHarmImages, rootsPodman, UNPREPARED_HARM_IMAGE } from './harm/harm-image';
import { recorded } from './reading/ways';

const REQUESTS = 100;
/** The image's own sitecustomize, in a folder of its PYTHONPATH. */
const OWN_SITE = 'import sys\nprint("own sitecustomize", __file__, flush=True)\n';

/** The calls of each function by name. */
async function callsIn(id: string): Promise<Map<string, number>> {
  const result = await runCli(['functions', '--json', id], { as: 'root' });
  const { functions } = functionTableSchema.parse(result.json());
  return new Map(functions.map((one) => [one.function, one.count]));
}

inWorld('a Python service', () => {
  let folder = '';
  const volume = (): string[] => ['--volume', `${folder}:/work`];
  const commandFor = (result: string): string[] => [
    ...['sh', '-c', `exec python3 /work/service.py >/work/${result} 2>&1`],
  ];
  const record = (image: string, options: readonly string[], command: readonly string[]): string[] => [
    ...['record', '--engine', 'podman', '--network', 'none', '--image', image, ...volume(), ...options],
    ...['--', ...command],
  ];
  const outputOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
  let report: TraceReport;

  beforeAll(async () => {
    await provideHarmImages();
    folder = mkdtempSync(join(world().folder, 'python-'));
    copyFileSync(join(PROJECT, 'tests/real/entries/python-service.py'), join(folder, 'service.py'));
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site', 'sitecustomize.py'), OWN_SITE);
    const [shell = '', ...words] = commandFor('plain');
    const options = ['run', '--rm', '--network=none', '--env=PYTHONPATH=/work/site', ...volume(), HARM_IMAGE];
    runTool('podman', [...options, shell, ...words], { env: await rootsPodman(), okCodes: [4] });
    const events = ['--event', 'containers_trace_python:*', '--preload', 'fork', '--preload', 'fd'];
    const args = record(UNPREPARED_HARM_IMAGE, [...events, '--env', 'PYTHONPATH=/work/site'], commandFor('traced'));
    report = await recorded(args, { as: 'root' });
  }, 300_000);

  it('has the same output and status when its calls and logs are recorded', () => {
    expect(outputOf('plain')).toContain('answers True');
    expect(outputOf('plain')).toContain('own sitecustomize /work/site/sitecustomize.py');
    expect(outputOf('traced')).toBe(outputOf('plain'));
    expect(report).toMatchObject({ state: 'ready', exitCode: 4, discardedEvents: 0, lostPackets: 0 });
  });

  it('is shown with its functions as they are named in the source', async () => {
    const calls = await callsIn(report.id);
    const expected = {
      '__main__.main': 1,
      '__main__.Shop.do_GET': REQUESTS,
      '__main__.Shop.Till.add': REQUESTS + 2, // two children of fork
      '__main__.values': 3,
      '__main__.fail': 1,
      '__main__.deep': 51,
      '__main__.outer.<locals>.inner': 1,
      '__mp_main__.in_child': 1,
      '__main__.in_child': 2,
      'sitecustomize.<module>': outputOf('plain').match(/^own sitecustomize/gm)?.length, // of the image
    };
    for (const [name, count] of Object.entries(expected)) expect([name, calls.get(name)]).toEqual([name, count]);
    expect([...calls.keys()].filter((name) => name.startsWith('0x'))).toEqual([]);
    const summary = await runCli(['summary', report.id], { as: 'root' });
    expect(summary.stdout).toContain('__main__.');
  });

  it('is shown with its messages, as they are printed', async () => {
    const { stdout } = await runCli(['events', '--json', '--filter', 'containers_trace_python:log', report.id], {
      as: 'root',
    });
    const printed = outputOf('plain').match(/^(INFO|WARNING|ERROR) \w+:\d+ .*$/gm) ?? [];
    const messages = stdout
      .trim()
      .split('\n')
      .map((line) => z.object({ fields: z.record(z.string(), z.unknown()) }).parse(JSON.parse(line)).fields)
      .map(({ level, function: name, line, msg }) => `${level} ${name}:${line} ${msg}`);
    // The spawned process prints the same message as its siblings, without the format.
    expect(messages).toEqual([...printed, printed.at(-1)]);
  });

  it('with a tracer of its image is recorded by the preset for logs alone', async () => {
    const logged = await recorded(record(HARM_IMAGE, ['--preset', 'python-logs'], commandFor('logs')), { as: 'root' });
    expect(logged).toMatchObject({ exitCode: 4, discardedEvents: 0, events: REQUESTS + 4 });
  });

  it('that ignores the module is named before the recording, and a forced recording agrees', async () => {
    const args = (options: string[]): string[] =>
      record(
        UNPREPARED_HARM_IMAGE,
        ['--json', '--preset', 'python-calls', ...options],
        ['python3', '-I', '-c', 'pass'],
      );
    const refused = await runCli(args([]), { as: 'root' });
    const { error } = z.object({ error: errorDataSchema }).parse(refused.json());
    expect([refused.code, error.code]).toEqual([2, 'config']);
    expect(error.message).toContain('-I');
    const forced = traceReportSchema.parse((await runCli(args(['--force']), { as: 'root' })).json());
    expect(forced).toMatchObject({ events: 0, exitCode: 0 });
    expect(forced.warnings.find(({ code }) => code === 'no-events')?.hint).toContain('-I');
  });
});
