import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planRun } from '@shared/planning/plan-run';
import { shellQuote } from '@shared/planning/shell-quote';
import { shellScript } from '@shared/planning/shell-script';
import { shellOfStep } from '@shared/planning/shell-step';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configOf, containerConfig, FACTS, RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { argumentText } from '../setup/words';

describe('a word of bash', () => {
  it.each([
    ['plain', 'plain'],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['', "''"],
    ['$HOME `id`', "'$HOME `id`'"],
    ['one\ntwo', "$'one\\ntwo'"],
    ["\u001b['\\", "$'\\x1b[\\'\\\\'"],
    ['\u009b', "$'\\xc2\\x9b'"],
    ['\u202e', "$'\\xe2\\x80\\xae'"],
  ])('%j', (word, quoted) => {
    expect(shellQuote(word)).toBe(quoted);
  });

  it('holds nothing that a terminal would obey, whatever it says', () => {
    fc.assert(
      fc.property(argumentText(), (text) => {
        expect(shellQuote(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('the script', () => {
  const secret = 'hunter2-not-to-be-seen';
  const config = containerConfig({ env: [{ name: 'TOKEN', value: secret, secret: true }] });

  it('never holds a secret, which comes from the environment of whoever runs it', () => {
    const plan = planRun(config, FACTS);
    expect(shellScript(plan)).not.toContain(secret);
    expect(plan.steps.flatMap(shellOfStep).join('\n')).not.toContain(secret);
    expect(shellScript(plan)).toContain('--env=TOKEN ');
  });

  it('does the steps of the plan in their order, and takes them back on exit', () => {
    const plan = planRun(configOf({ repeat: 2 }), FACTS);
    const script = shellScript(plan);
    let at = 0;
    for (const step of plan.steps)
      for (const line of shellOfStep(step)) {
        const found = script.indexOf(line, at);
        expect(found, `${step.id}: ${line}`).toBeGreaterThanOrEqual(at);
        at = found;
      }
    expect(script).toContain('trap clean_up EXIT');
    expect(script).toContain(`--filter=label=containers-trace.run=${RUN_ID}`);
    expect(script.match(/destroy --no-wait/g)).toHaveLength(2);
  });

  it('limits the time, as the app does', () => {
    const plan = planRun(configOf({ limits: { maxDurationS: 7 } }), FACTS);
    expect(shellScript(plan)).toContain(`timeout --signal=TERM 7 podman start --attach ct-${RUN_ID}-1`);
  });

  it('says that it does not watch the size', () => {
    const limited = planRun(configOf({ limits: { maxSizeBytes: 20_971_520 } }), FACTS);
    expect(shellScript(limited)).toMatch(/^# .*20971520 bytes.*does not watch the size/m);
    expect(shellScript(planRun(configOf(), FACTS))).not.toContain('watch the size');
  });

  it("quotes the daemon's folder wherever it stands", () => {
    const home = '/run/with space/d';
    const script = shellScript(planRun(configOf(), { ...FACTS, daemon: { kind: 'private', home } }));
    expect(script.replaceAll(`'${home}'`, '').replaceAll(`'${home}/.lttng/lttng-ust-sock-8'`, '')).not.toContain(
      'rm -rf /run/with space',
    );
  });
});

describe('the end of the script', () => {
  const scratch = scratchFolder();
  /** Runs it by bash on a trace of these leaves, with a counter that leaves a mark. @returns what is in the folder */
  const close = (leaves: string[]): string[] => {
    const path = join(scratch.path, "it's a trace");
    for (const folder of ['', ...leaves.map((leaf) => `ust/uid/${leaf}`)])
      mkdirSync(join(path, folder), { recursive: true });
    for (const leaf of leaves) writeFileSync(join(path, 'ust/uid', leaf, 'metadata'), '');
    writeFileSync(join(scratch.path, 'babeltrace2'), '#!/bin/sh\n: >"$1/counted"\n', { mode: 0o755 });
    const lines = shellOfStep({
      id: 'close',
      title: 'Close',
      privilege: 'none',
      do: { kind: 'close-trace', path, leafName: 'a b' },
    });
    execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', lines.join('\n')], {
      stdio: 'ignore',
      env: { PATH: `${scratch.path}:${process.env['PATH'] ?? ''}` },
    });
    return readdirSync(path).sort();
  };

  it('names the leaves as the app does, those of 32-bit programs apart, and counts them', () => {
    expect(close(['0/64-bit', '0/32-bit', '1000/64-bit'])).toEqual([
      'a b-ust-uid-0',
      'a b-ust-uid-0-32',
      'a b-ust-uid-1000',
      'counted',
    ]);
  });

  it('counts nothing where nothing was recorded', () => {
    expect(close([])).toEqual([]);
  });
});
