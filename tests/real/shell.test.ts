import { execFileSync } from 'node:child_process';
import { planRun } from '@shared/planning/plan-run';
import { shellCommand } from '@shared/planning/shell-quote';
import { shellScript } from '@shared/planning/shell-script';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configOf, containerConfig, FACTS } from '../unit/setup/configs';
import { argumentText } from '../unit/setup/words';

/** Runs a script in Bash, in an ASCII locale and in a UTF-8 locale. */
const bash = (script: string, locale: string, args: string[] = []): Buffer =>
  execFileSync('bash', ['--norc', ...args], {
    input: script,
    env: { LC_ALL: locale, PATH: process.env['PATH'] ?? '' },
  });

describe('bash', () => {
  it.each(['C', 'C.UTF-8'])('reads each quoted word unchanged in the locale %s', (locale) => {
    fc.assert(
      fc.property(fc.array(fc.array(argumentText(), { maxLength: 5 }), { minLength: 20, maxLength: 20 }), (lines) => {
        const script = lines.map((words) => shellCommand(['printf', '%s\\0', 'begin', ...words])).join('\n');
        expect(bash(script, locale).toString('utf8').split('\0')).toEqual([
          ...lines.flatMap((words) => ['begin', ...words]),
          '',
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it('accepts the script of any plan', () => {
    fc.assert(
      fc.property(fc.array(argumentText(), { maxLength: 4 }), argumentText(), (command, value) => {
        const config = containerConfig(
          {
            env: [{ name: 'A', value, secret: false }],
            volumes: [{ source: `/${value}`, target: '/x', readOnly: true }],
          },
          { command, repeat: 2, limits: { maxDurationS: 5 } },
        );
        bash(shellScript(planRun(config, FACTS)), 'C.UTF-8', ['-n']);
        const host = configOf({ target: { kind: 'host' }, command: ['ls', ...command] });
        bash(shellScript(planRun(host, { ...FACTS, daemon: { kind: 'root', reach: 'self' } })), 'C.UTF-8', ['-n']);
      }),
      { numRuns: 20 },
    );
  });
});
