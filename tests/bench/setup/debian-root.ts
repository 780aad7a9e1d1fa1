import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptOptions, mirror } from '../../../scripts/vm/parts.mjs';
import { runTool } from '../../setup/run-tool';

const MAKE_LIMIT_MS = 900_000;
const BUILD_LIMIT_MS = 1_500_000;
const PACKAGES = ['dkms', 'linux-image-cloud-amd64', 'linux-headers-cloud-amd64'];

/** A distribution in a folder, with dkms(8) and a kernel that nobody boots. */
export interface DebianRoot {
  path: string;
  /** The release of its kernel. */
  release: string;
  /** Runs a line of sh(1) in it, as root there. @returns its exit code and words */
  run(line: string): { exitCode: number; words: string };
  remove(): void;
}

/** @param suite of Debian: `bookworm` */
export function makeDebianRoot(suite: string, below: string): DebianRoot {
  const path = mkdtempSync(join(below, `ct-${suite}-`));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  try {
    makeDistribution(suite, path);
    const [release] = readdirSync(join(path, 'lib/modules'));
    if (release === undefined) throw new Error(`${suite} brought no kernel.`);
    // What the kernel itself would show, were it this one that runs.
    writeFileSync(join(path, 'proc/modules'), '');
    return { path, release, run: (line) => runInside(path, line), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function makeDistribution(suite: string, path: string): void {
  const from = mirror();
  const security = from.replace(/\/debian\/?$/, '/debian-security');
  const sources = from === '' ? [] : [`deb ${from} ${suite} main`, `deb ${security} ${suite}-security main`];
  const options = [...aptOptions(), 'APT::Install-Recommends "false";'].map((option) => `--aptopt=${option}`);
  const quick = ['--mode=root', '--variant=apt', '--skip=cleanup/apt/lists', '--dpkgopt=force-unsafe-io'];
  // TMPDIR would be looked for inside of the folder.
  runTool(
    'env',
    [
      '-u',
      'TMPDIR',
      'mmdebstrap',
      '--quiet',
      ...quick,
      ...options,
      `--include=${PACKAGES.join(',')}`,
      suite,
      path,
      ...sources,
    ],
    { timeoutMs: MAKE_LIMIT_MS },
  );
}

const INSIDE = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/**
 * In namespaces of its own, which end with it, whatever it started. The device files are the folder's own: a compiler of
 * root's that is ended removes what it was writing, and that may be /dev/null.
 */
function runInside(path: string, line: string): { exitCode: number; words: string } {
  const enter = 'mount -t proc proc "$1/proc" || exit; chroot "$1" sh -c "$2" 2>&1; code=$?; echo; echo status $code';
  const words = runTool(
    'unshare',
    ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', enter, 'sh', path, line],
    { timeoutMs: BUILD_LIMIT_MS, env: INSIDE },
  );
  return { exitCode: Number(/status (\d+)\s*$/.exec(words)?.[1] ?? Number.NaN), words };
}
