import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { capabilitiesSchema } from '@shared/model/capabilities';
import { traceReportSchema } from '@shared/model/trace-record';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { removeTree } from '../setup/remove-tree';
import { type CliRun, runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { type Actor, world } from '../setup/world-state';
import { controlGroupOf, limitsOf } from './reading/control-groups';
import { expectNothingLeft, recordArgs } from './reading/ways';

const MEMORY = 64 * 1024 ** 2;
const LIMITS = ['--memory', '64m', '--cpus', '0.5'];
const STARTED = { what: "the container's program to run", timeoutMs: 120_000 };

inWorld('limits of an Apptainer container', () => {
  let bound = '';
  beforeEach(() => {
    bound = mkdtempSync(join(world().folder, 'limits-'));
    chmodSync(bound, 0o777); // root has no capabilities in there
  });
  afterEach(() => removeTree(bound));

  /** A program that prints its pid on this machine, and runs until the test writes to the pipe. */
  function start(as: Actor): CliRun {
    runTool('mkfifo', ['--mode=0666', join(bound, 'end')]);
    const script = 'echo $$ >/mnt/pid.new; mv /mnt/pid.new /mnt/pid; cat /mnt/end; ls /';
    const options = ['--json', ...LIMITS, '--volume', `${bound}:/mnt`];
    return startCli(recordArgs({ engine: 'apptainer', as, title: '' }, options, ['sh', '-c', script]), { as });
  }
  async function pidOf(run: CliRun): Promise<number> {
    const path = join(bound, 'pid');
    const failed = run.ended.then(({ stderr }) => {
      if (!existsSync(path)) throw new Error(`It ended before: ${stderr}`);
    });
    await Promise.race([awaitCondition(() => existsSync(path), STARTED), failed]);
    return Number(readFileSync(path, 'utf8'));
  }

  describe.each<Actor>(['root', 'user'])('as %s', (as) => {
    it('apply in the kernel while the container runs, or are refused where they cannot be set, as the doctor reports', async () => {
      const doctor = await runCli(['doctor', '--json'], { as });
      const { checks } = capabilitiesSchema.pick({ checks: true }).parse(doctor.json());
      const limitsCheck = checks.find(({ id }) => id === 'engine-apptainer-limits');
      if (!mayLimit(as)) {
        expect(limitsCheck).toMatchObject({
          state: 'note',
          summary: expect.stringContaining('memory and processors'),
        });
        const words = recordArgs({ engine: 'apptainer', as, title: '' }, ['--json', ...LIMITS], ['ls']);
        const refused = await runCli(words, { as });
        const { error } = z.object({ error: errorDataSchema }).parse(refused.json());
        expect({ exit: refused.code, ...error }).toMatchObject({
          exit: 2,
          code: 'config',
          message: expect.stringContaining('memory and processors'),
          hint: expect.stringContaining('control groups v2'),
        });
        return;
      }
      expect(limitsCheck).toMatchObject({ state: 'good' });
      const run = start(as);
      const pid = await pidOf(run);
      try {
        expect(limitsOf(pid)).toEqual({ memoryBytes: MEMORY, cpus: 0.5 });
      } finally {
        writeFileSync(join(bound, 'end'), '');
      }
      const { code, stderr, json } = await run.ended;
      expect(code, stderr).toBe(0);
      expect(traceReportSchema.parse(json()).events).toBeGreaterThan(1000);
    });
  });

  it('leave no control group when Apptainer is killed while its container runs', async () => {
    if (!mayLimit('root')) return; // no container with limits starts here, as the test above asserts
    const run = start('root');
    const pid = await pidOf(run);
    const group = controlGroupOf(pid);
    expect(existsSync(group)).toBe(true);
    process.kill(parentOf(pid), 'SIGKILL');
    await run.ended;
    await expectNothingLeft();
    expect(existsSync(group)).toBe(false);
  });
});

/** The parent of the program: Apptainer, which waits for it. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/status`, 'utf8');
  const parent = Number(/^PPid:\s*(\d+)$/m.exec(stat)?.[1]);
  expect(readFileSync(`/proc/${parent}/cmdline`, 'utf8')).toContain('Apptainer');
  return parent;
}

/** Root may set limits if the control groups are writable, which they are not in a container. A user needs systemd's delegation. */
function mayLimit(as: Actor): boolean {
  if (as === 'user') {
    const { uid } = world().user;
    const path = `/sys/fs/cgroup/user.slice/user-${uid}.slice/user@${uid}.service/cgroup.controllers`;
    const words = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : [];
    return words.includes('memory') && words.includes('cpu');
  }
  try {
    const v1 = '/sys/fs/cgroup/memory';
    accessSync(existsSync(v1) ? v1 : '/sys/fs/cgroup', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
