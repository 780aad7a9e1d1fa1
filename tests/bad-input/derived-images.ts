import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { DEMO } from './row';

const docker = (...words: string[]): string[] => ['-H', `unix://${world().docker.socket}`, ...words];
const LIBRARIES = '/usr/lib/*-linux-gnu';

/** Test images derived from the demo image in Docker. Each differs from it in one detail. */
export const DERIVED = {
  'without-ust': `rm ${LIBRARIES}/liblttng-ust*`,
  'other-socket': `LC_ALL=C sed -i s/lttng-ust-sock-8/lttng-ust-sock-9/g ${LIBRARIES}/liblttng-ust.so.? ${LIBRARIES}/liblttng-ust-common.so.?`,
  // The loader does not read the release; only the inspection does.
  'older-glibc': `rm ${LIBRARIES}/liblttng-ust* && LC_ALL=C sed -i -E 's/(release version )2\\.[0-9]{2}/\\12.10/' ${LIBRARIES}/libc.so.6`,
  'other-generation': `cd ${LIBRARIES} && LC_ALL=C sed -i s/lttng-ust-sock-8/lttng-ust-sock-9/g liblttng-ust.so.1 liblttng-ust-common.so.1 && mv liblttng-ust.so.1 liblttng-ust.so.0`,
  'renamed-preloads': `cd ${LIBRARIES} && for old in liblttng-ust-cyg-profile* liblttng-ust-fork*; do mv "$old" "my-$old"; done`,
  'older-contexts': `LC_ALL=C sed -i 's/\\x00time_ns\\x00/\\x00gone_ns\\x00/g' ${LIBRARIES}/liblttng-ust.so.?`,
} as const;
export type DerivedName = keyof typeof DERIVED | 'musl';

export const imageOf = (name: DerivedName): string => `localhost/containers-trace-test:${name}`;

/** Builds all of them; layers without a network, seconds each. */
export function buildDerived(): void {
  for (const [name, change] of Object.entries(DERIVED))
    runTool('docker', docker('build', '--quiet', '--network=none', `--tag=${imageOf(name as DerivedName)}`, '-'), {
      input: `FROM ${DEMO}\nRUN ${change}\n`,
      timeoutMs: 120_000,
    });
  importMusl();
}

/** An image with musl's loader only. An empty file of that name is enough, since nothing in it is run. */
function importMusl(): void {
  const folder = mkdtempSync(join(world().folder, 'musl-'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib/ld-musl-x86_64.so.1'), '');
  const archive = `${folder}.tar`;
  runTool('tar', ['--create', '--file', archive, '--directory', folder, 'lib']);
  runTool('docker', docker('import', archive, imageOf('musl')));
  rmSync(folder, { recursive: true });
  rmSync(archive);
}

export function removeDerived(): void {
  const names: DerivedName[] = [...(Object.keys(DERIVED) as (keyof typeof DERIVED)[]), 'musl'];
  runTool('docker', docker('rmi', '--force', ...names.map(imageOf)), { okCodes: [0, 1] });
}
