import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUILD_REMEDIES, buildReasons, buildRemedyCommand } from '@core/kernel-tracer/build-remedies';
import { ChildEnvironment } from '@core/process/child-environment';
import { exec } from '@core/process/exec';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const STOCK = join(import.meta.dirname, 'stock');
const RELEASE = '6.12.107+deb13-cloud-amd64';
const scratch = scratchFolder();

/** Installs a stand-in for a program, which logs its arguments. */
function standIn(program: string, does = ''): void {
  const path = join(scratch.path, 'bin', program);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "${program} $*" >> '${scratch.path}/log'\n${does}\n`);
  chmodSync(path, 0o755);
}

describe('the remedy of a failed build', () => {
  it('is found by the compiler output for stock lttng-modules 2.13.18 and Linux 6.12.107', () => {
    const { known, unknown } = buildReasons(readFileSync(join(STOCK, 'make.log'), 'utf8'));
    expect(known.map((one) => one.id)).toEqual(['hrtimer-start-was-armed']);
    expect(unknown).toBeUndefined();
  });

  it('is not suggested again if the prototype has the argument but the kernel does not', () => {
    const log = readFileSync(join(STOCK, 'make.log'), 'utf8').replace(
      'enum hrtimer_mode)’',
      'enum hrtimer_mode,  bool)’',
    );
    expect(buildReasons(log)).toMatchObject({ known: [], unknown: expect.stringMatching(/trace_hrtimer_start/) });
  });

  it('runs in a shell as shown: it adds the argument to one prototype, and builds once', async () => {
    standIn('sudo', 'exec "$@"');
    standIn('dpkg');
    standIn('dkms');
    const header = join(scratch.path, 'lttng-modules-2.13.18/include/instrumentation/events/timer.h');
    mkdirSync(dirname(header), { recursive: true });
    copyFileSync(join(STOCK, 'timer.h'), header);
    const shown = buildRemedyCommand(BUILD_REMEDIES, '2.13.18', RELEASE);
    const command = shown.replaceAll('/usr/src/', `${scratch.path}/`);
    const env = ChildEnvironment.known({ PATH: `${join(scratch.path, 'bin')}:${process.env['PATH']}` });
    const before = readFileSync(header, 'utf8').split('\n');
    await exec('bash', ['-c', command], { timeoutMs: 20_000, env });
    const after = readFileSync(header, 'utf8').split('\n');
    expect(after.filter((line, at) => line !== before[at])).toEqual([
      '\tTP_PROTO(struct hrtimer *hrtimer, enum hrtimer_mode mode, bool was_armed),',
      '\tTP_ARGS(hrtimer, mode, was_armed),',
    ]);
    await exec('bash', ['-c', command], { timeoutMs: 20_000, env });
    expect(readFileSync(header, 'utf8').split('\n'), 'twice is once').toEqual(after);
    const log = readFileSync(join(scratch.path, 'log'), 'utf8').split('\n');
    expect(log.filter((line) => /^d(pkg|kms) /.test(line)).slice(0, 2)).toEqual([
      'dpkg --configure -a',
      `dkms autoinstall -k ${RELEASE}`,
    ]);
  });
});
