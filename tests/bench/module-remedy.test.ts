import { tmpdir } from 'node:os';
import { buildReasons } from '@core/kernel-tracer/build-remedies';
import { readDkmsTree } from '@core/kernel-tracer/dkms-tree';
import { probeKernelTracer } from '@core/kernel-tracer/kernel-tracer';
import { describe, expect, it } from 'vitest';
import { whyNoWorld } from '../setup/disposable';
import { type DebianRoot, makeDebianRoot } from './setup/debian-root';
import { printFigures } from './setup/figures';

/** Several minutes each, so only when named: `CONTAINERS_TRACE_TRY_REMEDY=bookworm,trixie`. */
const SUITES = (process.env['CONTAINERS_TRACE_TRY_REMEDY'] ?? '').split(',').filter(Boolean);
const why = SUITES.length === 0 ? 'CONTAINERS_TRACE_TRY_REMEDY names no suite of Debian' : whyNoWorld();

describe.skipIf(why !== undefined)(`the remedy of a failed module build${why ? ` (skipped: ${why})` : ''}`, () => {
  it.each(SUITES)(
    'is what builds the modules of %s, as the doctor shows it, where they do not build',
    async (suite) => {
      const debian = makeDebianRoot(suite, tmpdir());
      try {
        printFigures(`lttng-modules of ${suite}`, await tryIn(debian));
      } finally {
        debian.remove();
      }
    },
  );
});

async function tryIn({ path, release, run }: DebianRoot): Promise<[string, string][]> {
  const doctor = () => probeKernelTracer(path, release);
  expect((await doctor()).state, 'before anything is installed').toBe('not-installed');
  const installed = run('apt-get install -y --no-install-recommends lttng-modules-dkms');
  const versions = run('dpkg-query -W lttng-modules-dkms dkms').words.replace(/\s+/g, ' ');
  const first = await doctor();
  const figures: [string, string][] = [
    ['kernel', release],
    ['packages', versions],
    ['installed, the doctor says', `${first.state}: ${first.reason}`],
  ];
  if (first.state === 'installed') return figures; // as shipped it compiles: no remedy is needed
  expect(first.state, installed.words.slice(-2_000)).toBe('build-failed');
  const log = (await readDkmsTree(path, release))?.failure?.log ?? '';
  expect(buildReasons(log), 'each of the compiler’s errors is known').toMatchObject({ unknown: undefined });
  const beganMs = performance.now();
  // There is no sudo in there: root runs it.
  const remedied = run((first.remedy ?? 'false').replaceAll('sudo ', ''));
  expect(remedied.exitCode, remedied.words.slice(-2_000)).toBe(0);
  expect((await doctor()).state, 'after the remedy').toBe('installed');
  expect(run('dpkg --audit').words, 'no package is left unconfigured').not.toContain('lttng-modules-dkms');
  return [
    ...figures,
    ['remedy', first.remedy ?? ''],
    ['after it', `${(await doctor()).reason} Built in ${((performance.now() - beganMs) / 1000).toFixed(0)} s.`],
  ];
}
