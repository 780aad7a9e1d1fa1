import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { removeTree } from '../setup/remove-tree';
import { runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { expectNothingLeft, recordArgs, recordDemoImage, recorded, WAYS, type Way } from './reading/ways';

const [ROOTLESS, , DOCKER] = WAYS as [Way, Way, Way, Way];

inWorld('options of record', () => {
  let folder = '';
  const ownerOf = (way: Way): number => (way.as === 'user' ? world().user.uid : 0);
  beforeAll(() => {
    folder = mkdtempSync(join(world().folder, 'options-'));
    runTool('chmod', ['755', folder]);
  });
  afterAll(() => removeTree(folder));

  describe.each([ROOTLESS, DOCKER])('$title', (way) => {
    it('reach the container, also with commas and quotes in paths, including the runtime folder', async () => {
      const bound = join(folder, `${way.engine},"bound"`);
      const runtimeDir = join(folder, `${way.engine},"run"`);
      for (const path of [bound, runtimeDir]) mkdirSync(path, { mode: 0o700 });
      writeFileSync(join(bound, 'in'), 'from the host');
      runTool('chown', ['-R', String(ownerOf(way)), bound, runtimeDir]);
      const options = ['--volume', `${bound}:/rw`, '--volume', `${bound}:/ro:ro`, '--workdir', '/usr/local'];
      options.push('--env', 'WORD=a "quoted" $word', '--entrypoint', 'sh');
      const script =
        'cp /ro/in /rw/out; pwd >>/rw/out; printf "%s\\n" "$WORD" >>/rw/out; touch /ro/no 2>/dev/null || echo refused >>/rw/out';
      const env = { CONTAINERS_TRACE_RUNTIME_DIR: runtimeDir };
      const report = await recorded(recordArgs(way, options, ['-c', script]), { as: way.as, env });
      expect(report.exitCode).toBe(0);
      expect(report.events).toBeGreaterThan(0);
      expect(readFileSync(join(bound, 'out'), 'utf8')).toBe('from the host/usr/local\na "quoted" $word\nrefused\n');
      expect(statSync(join(bound, 'out')).uid).toBe(ownerOf(way));
    });

    it('trace a program that runs as another user', async () => {
      const report = await recordDemoImage(way, ['--user', '1234'], ['ls', '-la', '/']);
      expect(report.events).toBeGreaterThan(4_000);
      expect(report.discardedEvents).toBe(0);
      await expectNothingLeft();
    });

    it('let a program that closes all its descriptors, as daemons do, end as without tracing', async () => {
      const program = ['perl', '-MPOSIX', '-e', 'POSIX::close($_) for 3 .. 1023; exit 7'];
      const report = await recordDemoImage(way, ['--preset', 'functions'], program);
      expect(report).toMatchObject({ exitCode: 7, state: 'ready', warnings: [] });
    });

    it('repeat containers one after the other in one trace, each with separate processes', async () => {
      const { containers } = await recordDemoImage(way, ['--repeat', '3'], ['ls', '-la', '/usr']);
      expect(new Set(containers.map((container) => container.id)).size).toBe(3);
      for (const container of containers)
        expect(container.processes.map(({ procname, vpid }) => ({ procname, vpid }))).toEqual([
          { procname: 'ls', vpid: 1 },
        ]);
    });

    it('keep the trace of a program that fails, and show its status', async () => {
      const report = await recordDemoImage(way, [], ['sh', '-c', 'ls /; exit 7']);
      expect(report).toMatchObject({ exitCode: 7, state: 'ready' });
      expect(report.events).toBeGreaterThan(1_000);
      const shown = await runCli(['show', report.id], { as: way.as });
      expect(shown.stdout).toContain('status 7');
    });

    it('keep secrets out of everything except the container', async () => {
      const secret = `s3cret-${process.pid}-${Date.now()}`;
      const options = ['--secret-env', `TOKEN=${secret}`, '--env', 'OPEN=visible'];
      const command = ['sh', '-c', 'printf %s "$TOKEN" | sha256sum'];
      const [, digest = ''] = /^(\w+)/.exec(runTool('sha256sum', [], { input: secret })) ?? [];
      const finished = await runCli(recordArgs(way, options, command), { as: way.as });
      expect(finished.stderr).toContain(digest); // the secret reached the container
      const report = await recordDemoImage(way, options, command);
      const plan = await runCli(recordArgs(way, options, command).with(0, 'plan'), { as: way.as });
      expect(plan).toMatchObject({ code: 0 });
      expect(plan.stdout).toContain('OPEN=visible');
      expect(plan.stdout).toContain('TOKEN');
      for (const text of [finished.stdout, finished.stderr, plan.stdout, plan.stderr, JSON.stringify(report)])
        expect(text).not.toContain(secret);
      const { library, runtimeBase } = world().actors[way.as];
      expect(runTool('grep', ['-rlaF', secret, library, runtimeBase], { okCodes: [0, 1] })).toBe('');
    });
  });

  it("set Docker's limits", async () => {
    const script = 'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; true';
    const finished = await runCli(recordArgs(DOCKER, ['--memory', '64m', '--cpus', '0.5'], ['sh', '-c', script]), {
      as: DOCKER.as,
    });
    expect(finished.stderr).toContain(String(64 * 1024 ** 2));
  });

  it('report the memory limit that killed the program, in the record and on the command line', async () => {
    // tail(1) keeps a line without end in memory.
    const report = await recordDemoImage(DOCKER, ['--memory', '64m'], ['tail', '/dev/zero']);
    expect(report).toMatchObject({ state: 'ready', exitCode: 137 });
    expect(report.warnings.map(({ code }) => code)).toContain('out-of-memory');
    const shown = await runCli(['show', report.id], { as: DOCKER.as });
    expect(shown.stdout).toContain('memory limit of 64 MiB');
  });
});
