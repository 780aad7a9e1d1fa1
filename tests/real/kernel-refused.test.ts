import { canTraceKernel, probeKernelTracer } from '@core/kernel-tracer/kernel-tracer';
import { planPreviewSchema } from '@shared/ipc/channels/runs';
import { describe, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { expectNothingLeft, recordArgs, WAYS } from './reading/ways';

const tracer = await probeKernelTracer();

// The tests in the virtual machine (tests/vm) cover a kernel that can be recorded.
describe.skipIf(canTraceKernel(tracer))('where the kernel cannot be recorded', () => {
  inWorld('the command line', () => {
    it.each(WAYS.slice(0, 2))(
      'refuses with the reason and the remedy before it makes anything: $title',
      async (way) => {
        const { code, stderr, ...result } = await runCli(recordArgs(way, ['--json', '--kernel'], ['true']), {
          as: way.as,
        });
        expect(code, stderr).toBe(3);
        expect(result.json()).toMatchObject({ error: { code: 'missing' } });
        expect(stderr).toContain(tracer.reason);
        if (tracer.remedy) expect(stderr).toContain(tracer.remedy);
        expect(stderr).not.toMatch(/Make the trace folder|password in the dialog/);
        await expectNothingLeft();
      },
    );

    it('still prints the plan, with the reason as a problem', async () => {
      const [way] = WAYS;
      if (!way) throw new Error('There is no way.');
      const args = recordArgs(way, ['--json', '--kernel', 'scheduling'], ['true']).with(0, 'plan');
      const { code, stderr, ...result } = await runCli(args, { as: way.as });
      expect(code, stderr).toBe(3);
      const preview = planPreviewSchema.parse(result.json());
      expect(preview.problems).toMatchObject([{ severity: 'error', code: 'missing' }]);
      expect(stderr).toContain(tracer.reason);
      expect(stderr).toMatch(/^Privilege: /m);
    });

    it('still records userspace', async () => {
      const [way] = WAYS;
      if (!way) throw new Error('There is no way.');
      const { code, stderr } = await runCli(recordArgs(way, ['--json'], ['ls', '/']), { as: way.as });
      expect(code, stderr).toBe(0);
      expect(stderr).not.toMatch(/^Privilege: /m);
      await expectNothingLeft();
    });
  });
});
