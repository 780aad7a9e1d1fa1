import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRootfs } from '@core/images/base-rootfs';
import { probeTracer } from '@core/tracer/tracer-state';
import { suiteFor } from '@shared/tracing/lttng-generation';
import { fileName } from './apptainer-images';
import { imageCache, loadAsUser } from './demo-image';
import { becomeUser } from './plain-user';
import { removeTree } from './remove-tree';
import { runTool } from './run-tool';
import { say } from './say';
import { world } from './world-state';

/** Debian without a tracer, with programs that record their allocations, in root's Docker and the user's Podman. */
export const UNPREPARED = {
  image: 'localhost/containers-trace-test:unprepared',
  /** The same with libraries in /etc/ld.so.preload. */
  preloading: 'localhost/containers-trace-test:preloading',
} as const;
const ROOTFS = 'localhost/containers-trace-test:rootfs';

export const PROBES = '/opt/probes';
const SOURCES = join(import.meta.dirname, 'unprepared');
const LIMIT_MS = 5 * 60_000;

const docker = (...words: string[]): string =>
  runTool('docker', ['-H', `unix://${world().docker.socket}`, ...words], { timeoutMs: LIMIT_MS });

const CONTAINERFILE = `FROM ${ROOTFS}
COPY . ${PROBES}/
RUN cp ${PROBES}/probe ${PROBES}/probe-setuid && chmod 4755 ${PROBES}/probe-setuid
`;

/** Creates the root file system with mmdebstrap, unless it is cached, and the programs with cc. */
export async function provideUnpreparedImages(): Promise<void> {
  const folder = mkdtempSync(join(world().folder, 'unprepared-'));
  const context = join(folder, 'context');
  mkdirSync(context, { mode: 0o755 });
  compile(context);
  const suite = suiteFor((await probeTracer(0)).version);
  const options = { suite, cacheDir: imageCache(), onProgress: say, signal: AbortSignal.timeout(LIMIT_MS) };
  docker('import', await ensureRootfs(options), ROOTFS);
  writeFileSync(join(folder, 'Containerfile'), CONTAINERFILE);
  docker('build', '--quiet', '--network=none', `--tag=${UNPREPARED.image}`, `--file=${folder}/Containerfile`, context);
  writeFileSync(
    join(folder, 'Containerfile'),
    `FROM ${UNPREPARED.image}\nRUN echo ${PROBES}/own.so > /etc/ld.so.preload\n`,
  );
  docker(
    'build',
    '--quiet',
    '--network=none',
    `--tag=${UNPREPARED.preloading}`,
    `--file=${folder}/Containerfile`,
    context,
  );
  const archive = join(folder, 'images.tar');
  docker('save', '--output', archive, ...Object.values(UNPREPARED));
  runTool('chmod', ['--recursive', 'a+rX', folder]);
  loadAsUser(world(), archive);
  await provideSandbox(folder);
  rmSync(folder, { recursive: true });
}

/** Apptainer's images are folders, which each user builds. It cannot select an image from an archive. */
async function provideSandbox(folder: string): Promise<void> {
  const { apptainer, user, actors } = world();
  const archive = join(folder, 'one.tar');
  docker('save', '--output', archive, UNPREPARED.image);
  runTool('chmod', ['a+r', archive]);
  const target = join(apptainer.images.user, fileName(UNPREPARED.image));
  const command = ['apptainer', '--quiet', 'build', '--sandbox', target, `docker-archive:${archive}`];
  const [program = '', ...words] = [...becomeUser(user), ...command];
  runTool(program, words, { env: actors.user.env, cwd: user.home, timeoutMs: LIMIT_MS });
}

function compile(folder: string): void {
  const source = (name: string): string => join(SOURCES, `${name}.c`);
  const cc = (...words: string[]): string => runTool('cc', ['-O1', ...words], { cwd: folder });
  cc('-o', 'probe', source('probe'));
  cc('-static', '-o', 'probe-static', source('probe'));
  cc('-fno-builtin', '-o', 'probe-own-malloc', source('probe'), source('own-malloc'));
  cc('-shared', '-fPIC', '-o', 'own.so', source('own-library'));
}

export function removeUnpreparedImages(): void {
  docker('rmi', '--force', ...Object.values(UNPREPARED), ROOTFS);
  removeTree(join(world().apptainer.images.user, fileName(UNPREPARED.image)));
}
