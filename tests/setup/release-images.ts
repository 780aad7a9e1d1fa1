import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { imageCache } from './demo-image';
import { becomeUser } from './plain-user';
import { runTool } from './run-tool';
import { PROJECT } from './staged-app';
import { world } from './world-state';

/** Without a cache, mmdebstrap extracts about 100 packages. */
const LIMIT_MS = 10 * 60_000;
const SOURCE = join(import.meta.dirname, 'unprepared/any-libc.c');
const PROGRAM = 'opt/probes/any-libc';
export const ANY_LIBC = `/${PROGRAM}`;

/** The root of scripts/ci/test-roots.sh that an image is made from, and whether the image keeps its LTTng-UST. */
const IMAGES = {
  bullseye: { root: 'bullseye', keepsTracer: false },
  'bullseye-ust': { root: 'bullseye', keepsTracer: true },
  'trixie-ust': { root: 'trixie', keepsTracer: true },
  'sid-ust': { root: 'sid', keepsTracer: true },
  musl: { root: 'musl', keepsTracer: true },
} as const;
export type ReleaseImage = keyof typeof IMAGES;

export const releaseImage = (name: ReleaseImage): string => `localhost/containers-trace-test:release-${name}`;

/** Imports Debian's releases into the user's Podman, with a program for each C library. */
export function provideReleaseImages(): void {
  const cache = imageCache();
  const env = { ...process.env, CONTAINERS_TRACE_CACHE: cache };
  runTool(join(PROJECT, 'scripts/ci/test-roots.sh'), [], { env, timeoutMs: LIMIT_MS });
  const roots = join(cache, 'test-roots');
  const folder = mkdtempSync(join(world().folder, 'releases-'));
  chmodSync(folder, 0o755);
  const programs = compile(folder, join(roots, 'musl.tar'));
  for (const [name, { root, keepsTracer }] of Object.entries(IMAGES)) {
    const [files, tarball] = [join(folder, name), join(folder, `${name}.tar`)];
    // A plain user cannot create devices. Engines bring their own.
    const leftOut = ['./dev/*', ...(keepsTracer ? [] : ['*/liblttng-ust*'])].map((pattern) => `--exclude=${pattern}`);
    cpSync(name === 'musl' ? programs.musl : programs.glibc, files, { recursive: true });
    tar('--extract', `--file=${join(roots, `${root}.tar`)}`, `--directory=${files}`, ...leftOut);
    tar('--create', `--file=${tarball}`, `--directory=${files}`, '.');
    chmodSync(tarball, 0o644);
    asUser('podman', 'import', '--quiet', tarball, releaseImage(name as ReleaseImage));
  }
  rmSync(folder, { recursive: true });
}

export const removeReleaseImages = (): string =>
  asUser('podman', 'rmi', '--force', ...Object.keys(IMAGES).map((name) => releaseImage(name as ReleaseImage)));

const tar = (...words: string[]): string => runTool('tar', words, { timeoutMs: LIMIT_MS });

function compile(folder: string, muslRoot: string): Record<'glibc' | 'musl', string> {
  const musl = join(folder, 'musl-root');
  mkdirSync(musl);
  tar('--extract', `--file=${muslRoot}`, `--directory=${musl}`, './lib');
  const loader = readdirSync(join(musl, 'lib')).find((name) => name.startsWith('ld-musl-'));
  const libraries = join(musl, 'lib', loader?.replace(/^ld-musl-(.*)\.so\.1$/, '$1-linux-musl') ?? '');
  const cc = (name: string, ...words: string[]): string => {
    const root = join(folder, name);
    mkdirSync(join(root, 'opt/probes'), { recursive: true });
    runTool('cc', ['-O1', '-fno-builtin', '-nostartfiles', '-o', join(root, PROGRAM), SOURCE, ...words]);
    return root;
  };
  return {
    glibc: cc('for-glibc'),
    musl: cc('for-musl', '-nostdlib', `-Wl,--dynamic-linker=/lib/${loader}`, `-L${libraries}`, '-l:libc.so'),
  };
}

function asUser(...command: string[]): string {
  const { user, actors } = world();
  const [program = '', ...words] = [...becomeUser(user), ...command];
  return runTool(program, words, { env: actors.user.env, cwd: user.home, timeoutMs: LIMIT_MS });
}
