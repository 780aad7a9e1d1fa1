import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TraceReport } from '@shared/model/trace-record';
import { beforeAll, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';
import { PROJECT } from '../setup/staged-app';
import { world } from '../setup/world-state';
import { HARM_IMAGE, provideHarmImages, rootsPodman, UNPREPARED_HARM_IMAGE } from './harm/harm-image';
import { recordDemoImage, recorded, WAYS } from './reading/ways';

const LIMIT_MS = 120_000;
/** pg_ctl(1) prints a dot for each tenth of a second that it waits. */
const PG_CTL_DOTS = /\.{2,}(?= (?:done|stopped waiting))/g;
const MUSL_LOADER = { x64: '/lib/ld-musl-x86_64.so.1', arm64: '/lib/ld-musl-aarch64.so.1' }[
  process.arch as 'x64' | 'arm64'
];

/** What each case of cases.sh printed, with its status. */
function casesOf(text: string): Record<string, string> {
  const [, ...cases] = text.split(/^== /m);
  return Object.fromEntries(cases.map((one) => [one.slice(0, one.indexOf('\n')), one.slice(one.indexOf('\n') + 1)]));
}

/** The folder that is bound into the containers, with the script and the program of musl. */
function makeFolder(): string {
  const folder = mkdtempSync(join(world().folder, 'harm-'));
  copyFileSync(join(PROJECT, 'tests/real/harm/cases.sh'), join(folder, 'cases.sh'));
  const source = join(PROJECT, 'tests/real/harm/musl-program.c');
  const options = ['-nostdlib', '-fPIE', '-pie', `-Wl,--dynamic-linker=${MUSL_LOADER}`];
  runTool('cc', [...options, '-o', join(folder, 'musl-program'), source]);
  return folder;
}

/** The command writes into the bound folder, so that nothing of an engine or the app is between. */
const commandFor = (result: string): string[] => [
  'bash',
  '-c',
  `bash /work/cases.sh /work/musl-program >/work/${result} 2>&1`,
];

inWorld('programs that a tracer easily disturbs', () => {
  let plain: Record<string, string> = {};
  let traced: Record<string, string> = {};
  /** With the tracer of this machine instead of the image's. */
  let lent: Record<string, string> = {};
  let report: TraceReport;
  let lentReport: TraceReport;
  let names: Set<string>;

  beforeAll(async () => {
    await provideHarmImages();
    const folder = makeFolder();
    const options = ['--rm', '--network=none', '--volume', `${folder}:/work`];
    const env = await rootsPodman();
    runTool('podman', ['run', ...options, HARM_IMAGE, ...commandFor('plain')], { env, timeoutMs: LIMIT_MS });
    const args = ['record', '--engine', 'podman', '--network', 'none', '--volume', `${folder}:/work`];
    const record = (image: string, result: string): Promise<TraceReport> =>
      recorded([...args, '--image', image, '--preset', 'memory', '--', ...commandFor(result)], { as: 'root' });
    report = await record(HARM_IMAGE, 'traced');
    lentReport = await record(UNPREPARED_HARM_IMAGE, 'lent');
    const resultOf = (name: string) => casesOf(readFileSync(join(folder, name), 'utf8').replace(PG_CTL_DOTS, '...'));
    [plain, traced, lent] = [resultOf('plain'), resultOf('traced'), resultOf('lent')];
    names = new Set(report.containers.flatMap(({ processes }) => processes.map(({ procname }) => procname)));
  });

  it.each([
    ['setpriv', 'setpriv'],
    ['setpriv with a wrong option', 'setpriv-fails'],
    ['su', 'su'],
    ['runuser', 'runuser'],
    ['unshare and its child', 'unshare'],
    ['Redis, started by setpriv, with its client', 'redis'],
    ['Valkey, started by setpriv, with its client', 'valkey'],
    ['PostgreSQL with its clients', 'postgres'],
    ['nginx, and a shell that reads from it by the descriptors 3 to 9', 'nginx'],
    ['a shell that uses the descriptors 3 to 9 for files', 'shell'],
    ['a shell with a limit of 40 descriptors', 'few-descriptors'],
    ['Perl, its children, and a loop that closes all descriptors', 'perl'],
    ['Python, its processes and threads', 'python'],
    ['a daemon that calls closefrom', 'daemon-closefrom'],
    ['a daemon that calls close_range', 'daemon-close_range'],
    ['a daemon that closes one descriptor after the other', 'daemon-close'],
    ["a program of musl's loader", 'musl'],
  ])('%s: the same output and status as untraced', (_what, name) => {
    expect(plain[name]).toMatch(/status \d+\n$/);
    expect(traced[name]).toBe(plain[name]);
    expect(lent[name]).toBe(plain[name]);
  });

  it('are all compared', () => {
    expect(Object.keys(plain)).toHaveLength(17);
    expect(Object.keys(traced)).toEqual(Object.keys(plain));
  });

  it('are recorded without losses, except for those that are left alone', () => {
    for (const one of [report, lentReport])
      expect(one).toMatchObject({ discardedEvents: 0, lostPackets: 0, exitCode: 0 });
    const servers = ['postgres', 'psql', 'nginx', 'redis-server', 'redis-cli', 'valkey-server', 'perl', 'python3'];
    expect([...names]).toEqual(expect.arrayContaining(servers));
    for (const leftAlone of ['setpriv', 'su', 'runuser', 'unshare']) expect(names).not.toContain(leftAlone);
  });

  it.each(WAYS.map((way) => [way.title, way] as const))('setpriv and what it executes with %s', async (_title, way) => {
    const setpriv = ['setpriv', '--inh-caps=-all', '--bounding-set=-all', 'sh', '-c', 'id -u; ls / >/dev/null; exit 7'];
    const result = await recordDemoImage(way, ['--preset', 'memory'], setpriv);
    expect(result).toMatchObject({ exitCode: 7, discardedEvents: 0, lostPackets: 0 });
    expect(result.events).toBeGreaterThan(0);
  });

  it('unshare of a user namespace, where the engine allows it', async () => {
    const way = WAYS.find(({ engine, as }) => engine === 'apptainer' && as === 'user');
    if (!way) throw new Error('There is no way for Apptainer as a plain user.');
    const unshare = ['unshare', '--user', '--map-root-user', 'sh', '-c', 'exit $(id -u)'];
    const result = await recordDemoImage(way, ['--preset', 'memory'], unshare);
    expect(result).toMatchObject({ exitCode: 0, discardedEvents: 0, lostPackets: 0 });
    expect(result.events).toBeGreaterThan(0);
  });
});
