import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameLeaves } from '@core/library/leaves';
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

  it('contains nothing that a terminal interprets, for any text', () => {
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

  it('never contains a secret, which comes from the environment of the script', () => {
    const plan = planRun(config, FACTS);
    expect(shellScript(plan)).not.toContain(secret);
    expect(plan.steps.flatMap(shellOfStep).join('\n')).not.toContain(secret);
    expect(shellScript(plan)).toContain('--env=TOKEN ');
  });

  it('runs the steps of the plan in order, and undoes them on exit', () => {
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

  it('limits the time as the app does', () => {
    const plan = planRun(configOf({ limits: { maxDurationS: 7 } }), FACTS);
    expect(shellScript(plan)).toContain(`timeout --signal=TERM 7 podman start --attach ct-${RUN_ID}-1`);
  });

  it('says that it does not limit the size', () => {
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
  const trace = (): string => join(scratch.path, "it's a trace");

  /** Creates a trace with these leaves. Each has a file with lttng's original path. */
  const plant = (leaves: readonly string[]): void => {
    mkdirSync(trace(), { recursive: true });
    for (const leaf of leaves) {
      mkdirSync(join(trace(), leaf, 'index'), { recursive: true });
      writeFileSync(join(trace(), leaf, 'metadata'), leaf);
      writeFileSync(join(trace(), leaf, 'index/c_0.idx'), '');
    }
  };
  const tree = (): string[] =>
    readdirSync(trace(), { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => (path.endsWith('metadata') ? `${path} of ${readFileSync(path, 'utf8')}` : path))
      .sort();

  /** Runs the commands with bash and a stub of babeltrace2, which creates a file. @returns the content of the folder */
  const close = (leaves: readonly string[]): string[] => {
    plant(leaves);
    const lines = shellOfStep({
      id: 'close',
      title: 'Close',
      privilege: 'none',
      do: { kind: 'close-trace', path: trace(), leafName: 'a b' },
    });
    writeFileSync(join(scratch.path, 'babeltrace2'), '#!/bin/sh\n: >"$1/counted"\n', { mode: 0o755 });
    execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', lines.join('\n')], {
      stdio: 'ignore',
      env: { PATH: `${scratch.path}:${process.env['PATH'] ?? ''}` },
    });
    return readdirSync(trace()).sort();
  };

  const ARCHIVE = 'archives/20261123T020519+0000-20261123T020524+0000';
  it.each<[string, string[], string[]]>([
    [
      'programs of several users and widths',
      ['ust/uid/0/64-bit', 'ust/uid/0/32-bit', 'ust/uid/1000/64-bit'],
      ['a b-ust-uid-0', 'a b-ust-uid-0-32', 'a b-ust-uid-1000'],
    ],
    ['the kernel beside them', ['kernel-session/kernel', 'ust/uid/1000/64-bit'], ['a b-kernel', 'a b-ust-uid-1000']],
    [
      'rotations, the last one unfinished',
      [
        `kernel-session/${ARCHIVE}-0/kernel`,
        `kernel-session/${ARCHIVE}-11/kernel`,
        'kernel-session/20261123T020527+0000-12/kernel',
        `${ARCHIVE}-0/ust/uid/0/64-bit`,
        `${ARCHIVE}-0/ust/uid/0/32-bit`,
        'ust/uid/0/64-bit',
      ],
      [
        'a b-kernel-rotation-0',
        'a b-kernel-rotation-11',
        'a b-kernel-rotation-12',
        'a b-ust-uid-0',
        'a b-ust-uid-0-32-rotation-0',
        'a b-ust-uid-0-rotation-0',
      ],
    ],
    [
      'snapshots of both',
      [
        'kernel-session/snapshot-20261123-020605-0/kernel',
        'kernel-session/snapshot-20261123-020618-1/kernel',
        'snapshot-20261123-020606-0/ust/uid/0/64-bit',
      ],
      ['a b-kernel-snapshot-0', 'a b-kernel-snapshot-1', 'a b-ust-uid-0-snapshot-0'],
    ],
    [
      'folders that would get one name',
      ['kernel', 'kernel-session/.tmp_old_chunk/kernel', 'kernel-session/kernel'],
      ['a b-kernel', 'a b-kernel-2', 'a b-kernel-3'],
    ],
    [
      'what an accident left half named',
      ['a b-kernel', 'a b-ust-uid-0', 'kernel-session/kernel', 'ust/uid/7/64-bit'],
      ['a b-kernel', 'a b-kernel-2', 'a b-ust-uid-0', 'a b-ust-uid-7'],
    ],
  ])('names %s as the app does, and counts the events', async (_what, leaves, named) => {
    const counted = leaves.some((leaf) => leaf.includes('/'));
    expect(close(leaves)).toEqual([...named, ...(counted ? ['counted'] : [])]);
    rmSync(join(trace(), 'counted'), { force: true });
    const byBash = tree();
    rmSync(trace(), { recursive: true });
    plant(leaves);
    const byApp = await nameLeaves(trace(), 'a b');
    expect(tree()).toEqual(byBash);
    expect(byApp.map(({ path }) => path).sort()).toEqual(named);
    expect(await nameLeaves(trace(), 'a b'), 'once more changes nothing').toEqual(byApp);
  });

  it('counts nothing if nothing was recorded', () => {
    expect(close([])).toEqual([]);
  });

  it('gives each leaf its user and its part, with the parts in order', async () => {
    plant([
      ...[2, 10].map((n) => `kernel-session/${ARCHIVE}-${n}/kernel`),
      'snapshot-20261123-020606-3/ust/uid/1000/32-bit',
    ]);
    expect(await nameLeaves(trace(), 'a b')).toEqual([
      { path: 'a b-kernel-rotation-2', domain: 'kernel', uid: null, part: { kind: 'rotation', number: 2 } },
      { path: 'a b-kernel-rotation-10', domain: 'kernel', uid: null, part: { kind: 'rotation', number: 10 } },
      {
        path: 'a b-ust-uid-1000-32-snapshot-3',
        domain: 'userspace',
        uid: 1000,
        part: { kind: 'snapshot', number: 3 },
      },
    ]);
  });
});
