import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inWorld } from '../setup/in-world';
import { removeTree } from '../setup/remove-tree';
import { runCli, startProgram } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { handyPodman } from './reading/handy-podman';
import { readTrace } from './reading/read-trace';
import { expectNothingLeft, recordArgs, recordDemoImage, WAYS } from './reading/ways';

const COMMAND = ['sh', '-c', 'for run in 1 2 3 4 5; do ls -la /; done'];

inWorld('the script that plan prints', () => {
  describe.each(WAYS.filter((_way, index) => index !== 3))('$title', (way) => {
    it('records the same by hand, within 1 %, and leaves nothing', async () => {
      const folder = mkdtempSync(join(world().folder, 'script-'));
      onTestFinished(() => removeTree(folder));
      runTool('chown', [String(way.as === 'user' ? world().user.uid : 0), folder]);
      const { events } = await recordDemoImage(way, [], COMMAND);

      const plan = await runCli(recordArgs(way, [], COMMAND).with(0, 'plan'), { as: way.as, cwd: folder });
      expect(plan, plan.stderr).toMatchObject({ code: 0 });
      const script = join(folder, 'record.sh');
      writeFileSync(script, plan.stdout, { mode: 0o644 });
      const env = { ...(await handyPodman(folder, way.as)), ...dockerHost() };
      const ran = await startProgram(['bash', script], { as: way.as, cwd: folder, env }).ended;
      expect(ran, ran.stderr).toMatchObject({ code: 0 });

      const trace = readdirSync(folder).find((name) => name.startsWith('trace-'));
      const byHand = readTrace(join(folder, trace ?? 'no trace')).length;
      expect(Math.abs(byHand - (events ?? 0)) / (events ?? 1)).toBeLessThan(0.01);
      expect(
        readdirSync('/tmp').filter((name) => script.includes(name) === false && plan.stdout.includes(`/tmp/${name}`)),
      ).toEqual([]);
      await expectNothingLeft();
    });
  });
});

const dockerHost = (): Record<string, string> => ({ DOCKER_HOST: `unix://${world().docker.socket}` });
