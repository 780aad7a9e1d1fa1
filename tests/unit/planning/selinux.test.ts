import { planRun } from '@shared/planning/plan-run';
import { reachesOf } from '@shared/planning/reaches';
import { shellScript } from '@shared/planning/shell-script';
import type { RunPlan } from '@shared/planning/step';
import { describe, expect, it } from 'vitest';
import { configOf, containerConfig, FACTS } from '../setup/configs';

const LABELLED = { ...FACTS, labelled: true };
const KERNEL = {
  access: { level: 'group' as const, reason: '' },
  buffers: { sizeKiB: 64 as const, count: 4 as const },
  exceptPidNs: [],
};

const created = (plan: RunPlan): unknown[] =>
  plan.steps.flatMap((step) => (step.do.kind === 'create-container' ? [step.do.spec.unlabelled] : []));

describe('a plan on a machine where SELinux denies labelled containers the socket', () => {
  it.each(['podman', 'docker'])('omits the label of each traced container of %s, and says so', (engine) => {
    const plan = planRun(containerConfig({ engine }, { repeat: 2 }), LABELLED);
    expect(created(plan)).toEqual([true, true]);
    expect(shellScript(plan).match(/--security-opt=label=disable/g)).toHaveLength(2);
    expect(reachesOf(plan, { kind: 'host' })).toHaveLength(1);
    expect(reachesOf(plan, { kind: 'host' })[0]).toContain('label=disable');
    expect(plan.steps.find(({ id }) => id === 'create-1')?.title).toContain('SELinux');
  });

  it('keeps the label of a container without the socket', () => {
    const plan = planRun(configOf({ recording: { kernel: { preset: 'scheduling' } } }), {
      ...LABELLED,
      kernel: KERNEL,
    });
    expect(created(plan)).toEqual([undefined]);
    expect(reachesOf(plan, { kind: 'host' })).toEqual([]);
  });

  it('is the same as before on any other machine', () => {
    const plan = planRun(configOf(), FACTS);
    expect(created(plan)).toEqual([undefined]);
    expect(reachesOf(plan, { kind: 'host' })).toEqual([]);
    expect(shellScript(plan)).not.toContain('security-opt');
  });
});

it('names what a container can access of this machine, after what tracing adds', () => {
  const config = containerConfig({ volumes: [{ source: '/etc', target: '/in', readOnly: true }] });
  const plan = planRun(config, LABELLED);
  const sentences = reachesOf(plan, config.target);
  expect(sentences).toHaveLength(2);
  expect(sentences[0]).toContain('label=disable');
  expect(sentences[1]).toContain('/etc');
});
