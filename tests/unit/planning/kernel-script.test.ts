import { spawnSync } from 'node:child_process';
import { planRun } from '@shared/planning/plan-run';
import { shellScript } from '@shared/planning/shell-script';
import { shellOfStep } from '@shared/planning/shell-step';
import { WITH_TRACING_FUNCTION } from '@shared/planning/with-tracing';
import type { Privilege } from '@shared/privilege/level';
import type { RunConfigInput } from '@shared/request/run-config';
import { describe, expect, it } from 'vitest';
import { configOf, FACTS, RUN_ID } from '../setup/configs';

const factsOf = (level: Privilege) => ({
  ...FACTS,
  kernel: {
    access: { level, reason: '' },
    buffers: { count: 4, sizeKiB: 512 } as const,
    exceptPidNs: [4026531836],
  },
});
const config = (change: Partial<RunConfigInput> = {}) =>
  configOf({ recording: { preset: 'functions', kernel: { preset: 'container', containersOnly: true } }, ...change });
const bash = (...args: string[]) => spawnSync('bash', ['--norc', ...args], { encoding: 'utf8', timeout: 20_000 });

describe('the script of kernel and userspace', () => {
  const parts: Partial<RunConfigInput>[] = [
    {},
    { limits: { rotateBytes: 1_048_576 } },
    { recording: { kernel: { preset: 'everything' }, mode: 'flight-recorder' } },
    { target: { kind: 'host' } },
  ];
  it.each(['none', 'group', 'helper'] as const)('is valid bash at level %s', (level) => {
    for (const change of parts) {
      const script = shellScript(planRun(config(change), factsOf(level)));
      const { status, stderr } = bash('-n', '-c', script);
      expect({ status, stderr }, JSON.stringify(change)).toEqual({ status: 0, stderr: '' });
    }
  });

  it('at level helper asks sudo once, uses the root daemon as the user, and ends the daemon that it started', () => {
    const script = shellScript(planRun(config(), factsOf('helper')));
    expect(script.match(/^sudo --validate$/gm)).toHaveLength(1);
    for (const line of script.split('\n'))
      if (line.includes(`ct-${RUN_ID}-k`)) expect(line).toMatch(/^ *(if )?with_tracing lttng --no-sessiond /);
    expect(script).toContain('sudo setpriv --pdeathsig TERM lttng-sessiond');
    expect(script).toContain('sudo kill "$root_daemon"');
  });

  it.each(['none', 'group'] as const)('needs no sudo at level %s', (level) => {
    expect(shellScript(planRun(config(), factsOf(level)))).not.toMatch(/sudo|with_tracing|root_daemon/);
  });

  it("quotes the filter, which is full of bash's own signs", () => {
    const lines = planRun(config(), factsOf('none')).steps.flatMap(shellOfStep);
    expect(lines.join('\n')).toContain("'--filter=$ctx.pid_ns != 4026531836' '*'");
  });

  it('undoes both sessions', () => {
    const undo = shellScript(planRun(config(), factsOf('group'))).split('trap clean_up')[0] ?? '';
    expect(undo).toContain(`destroy --no-wait ct-${RUN_ID}-k`);
    expect(undo).toContain(`destroy --no-wait ct-${RUN_ID} `);
  });
});

describe('with_tracing', () => {
  it("gives the command the user's own ids and groups, and the daemon's group besides", () => {
    const sudo = 'sudo() { printf "%s\\n" "$@"; }';
    const { stdout } = bash(
      '-euo',
      'pipefail',
      '-c',
      [sudo, ...WITH_TRACING_FUNCTION, 'with_tracing a "b c"'].join('\n'),
    );
    const words = stdout.trimEnd().split('\n');
    const idOf = (option: string): string => bash('-c', `id ${option}`).stdout.trim();
    expect(words.slice(0, 5)).toEqual([
      'setpriv',
      `--reuid=${idOf('-u')}`,
      `--regid=${idOf('-g')}`,
      `--groups=${idOf('-G').replaceAll(' ', ',')},tracing`,
      '--',
    ]);
    expect(words.slice(-2)).toEqual(['a', 'b c']);
  });
});
