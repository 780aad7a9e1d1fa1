import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { traceReportSchema } from '@shared/model/trace-record';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { removeTree } from '../setup/remove-tree';
import { runCli, startProgram } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { PROBES, provideUnpreparedImages, removeUnpreparedImages, UNPREPARED } from '../setup/unprepared-image';
import { world } from '../setup/world-state';
import { handyPodman } from './reading/handy-podman';
import { readTrace } from './reading/read-trace';
import { expectNothingLeft, recorded, WAYS, type Way } from './reading/ways';

/** How a program is started, and whether its allocations are recorded. The size of its allocations identifies it. */
const ROWS = [
  ['by its path', 101, `${PROBES}/probe 101`],
  ['without an environment', 102, `env -i ${PROBES}/probe 102`],
  ['with privileges of its file', 103, `setpriv --reuid=1234 --clear-groups ${PROBES}/probe-setuid 103`],
  ['by setpriv, which must have no threads', 104, `setpriv --reuid=1234 --clear-groups ${PROBES}/probe 104`],
  ['in a new user namespace', 105, `unshare --user true 2>/dev/null; ${PROBES}/probe 105`],
  [
    'by a shell that uses low descriptors',
    106,
    `exec 3</etc/passwd 4<&3; read -r line <&3; [ -n "$line" ] && ${PROBES}/probe 106`,
  ],
] as const;
const UNSEEN = [
  ['with its own malloc', 201, `${PROBES}/probe-own-malloc 201`],
  ['statically linked', 202, `${PROBES}/probe-static 202`],
] as const;
const ALLOCATIONS = 1000;

const argsOf = (way: Way, image: string, options: readonly string[], command: readonly string[]): string[] => [
  ...['record', '--engine', way.engine, '--image', image, '--network', 'none', '--preset', 'memory'],
  ...[...options, '--', ...command],
];

/** The number of allocations of a size in a trace. */
function allocationsOf(path: string): Map<number, number> {
  const found = new Map<number, number>();
  for (const { name, line } of readTrace(path)) {
    const size = name === 'lttng_ust_libc:malloc' ? /\bsize = (\d+)/.exec(line)?.[1] : undefined;
    if (size !== undefined) found.set(Number(size), (found.get(Number(size)) ?? 0) + 1);
  }
  return found;
}

inWorld('an image without a tracer', () => {
  beforeAll(provideUnpreparedImages, 300_000);
  afterAll(removeUnpreparedImages);

  const ways = WAYS.filter(({ title }) => ['Podman without root', 'Docker as root'].includes(title));
  describe.each(ways)('$title', (way) => {
    it('is recorded with the tracer of this machine, however its programs are started', async () => {
      const script = [...ROWS, ...UNSEEN].map(([, , command]) => command).join(' && ');
      const report = await recorded(argsOf(way, UNPREPARED.image, [], ['sh', '-c', script]), { as: way.as });
      expect(report).toMatchObject({ state: 'ready', exitCode: 0, discardedEvents: 0, lostPackets: 0 });
      const found = allocationsOf(report.path);
      for (const [what, size] of ROWS) expect([what, found.get(size)]).toEqual([what, ALLOCATIONS]);
      for (const [what, size] of UNSEEN) expect([what, found.get(size)]).toEqual([what, undefined]);
    });

    it('keeps the libraries that the image preloads', async () => {
      const script = `[ "$OWN_LIBRARY" = loaded ] && ${PROBES}/probe 107`;
      const report = await recorded(argsOf(way, UNPREPARED.preloading, ['--user', '4321'], ['sh', '-c', script]), {
        as: way.as,
      });
      expect(report).toMatchObject({ exitCode: 0 });
      expect(allocationsOf(report.path).get(107)).toBe(ALLOCATIONS);
    });

    it.each([['static', 'probe-static', /probe-static is linked statically/]] as const)(
      'says before the recording that a program is %s, and a forced recording agrees',
      async (_what, name, says) => {
        const args = (options: string[]) =>
          argsOf(way, UNPREPARED.image, ['--json', ...options], [`${PROBES}/${name}`, '301']);
        const refused = await runCli(args([]), { as: way.as });
        const { error } = z.object({ error: errorDataSchema }).parse(refused.json());
        expect([refused.code, error.code]).toEqual([2, 'config']);
        expect(error.message).toMatch(says);
        const forced = await runCli(args(['--force']), { as: way.as });
        const report = traceReportSchema.parse(forced.json());
        expect(report).toMatchObject({ events: 0, exitCode: 0 });
        expect(report.warnings.find(({ code }) => code === 'no-events')?.hint).toMatch(says);
      },
    );

    it('says before the recording that a program has its own malloc', async () => {
      const command = [`${PROBES}/probe-own-malloc`, '302'];
      const report = await recorded(argsOf(way, UNPREPARED.image, [], command), { as: way.as });
      expect(report.warnings.map(({ code }) => code)).toContain('own-malloc');
      expect(allocationsOf(report.path).get(302)).toBeUndefined();
    });

    it('is recorded by the printed script in a hardened container', async () => {
      const folder = mkdtempSync(join(world().folder, 'script-'));
      onTestFinished(() => removeTree(folder));
      runTool('chown', [String(way.as === 'user' ? world().user.uid : 0), folder]);
      const args = argsOf(way, UNPREPARED.image, ['--user', '1234'], [`${PROBES}/probe`, '401']).with(0, 'plan');
      const plan = await runCli(args, { as: way.as, cwd: folder });
      expect(plan, plan.stderr).toMatchObject({ code: 0 });
      const hardened = '--read-only --cap-drop=ALL --security-opt=no-new-privileges';
      const script = plan.stdout.replace(new RegExp(`^${way.engine} create `, 'm'), `$&${hardened} `);
      expect(script).toContain(hardened);
      for (const target of ['/opt/containers-trace', '/etc/ld.so.preload'])
        expect(script).toContain(`dst=${target},readonly`);
      writeFileSync(join(folder, 'record.sh'), script);
      const env = { ...(await handyPodman(folder, way.as)), DOCKER_HOST: `unix://${world().docker.socket}` };
      const ran = await startProgram(['bash', join(folder, 'record.sh')], { as: way.as, cwd: folder, env }).ended;
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      const trace = readdirSync(folder).find((name) => name.startsWith('trace-'));
      expect(allocationsOf(join(folder, trace ?? 'no trace')).get(401)).toBe(ALLOCATIONS);
    });
  });

  it('is recorded by Apptainer, also without an environment and with low descriptors', async () => {
    const way = WAYS.find(({ title }) => title === 'Apptainer as a plain user');
    const rows = ROWS.filter(([, size]) => [101, 102, 106].includes(size));
    const script = rows.map(([, , command]) => command).join(' && ');
    const report = await recorded(argsOf(way as Way, UNPREPARED.image, [], ['bash', '-c', script]), { as: 'user' });
    expect(report).toMatchObject({ state: 'ready', exitCode: 0, discardedEvents: 0 });
    const found = allocationsOf(report.path);
    for (const [what, size] of rows) expect([what, found.get(size)]).toEqual([what, ALLOCATIONS]);
  });

  it('leaves nothing', () => expectNothingLeft());
});
