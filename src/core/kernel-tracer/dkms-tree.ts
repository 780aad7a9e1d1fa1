import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareReleases } from './module-files';

/** The state of lttng-modules in dkms(8), from its tree below /var/lib/dkms. */
export interface DkmsTree {
  /** The newest registered version. */
  version: string;
  /** Kernel releases for which that version has been built. */
  builtFor: string[];
  /** The last build for the requested kernel, if it failed. */
  failure: BuildFailure | null;
}

export interface BuildFailure {
  version: string;
  release: string;
  /** Path of the compiler's output, relative to the inspected root, with a leading slash. */
  logPath: string;
  log: string;
}

const TREE = 'var/lib/dkms/lttng-modules';
/** dkms 3 writes the second form: `DKMS (dkms-3.2.2) make.log for lttng-modules/2.13.18 for kernel 6.12.107 (x86_64)`. */
const HEADER = /^DKMS .*make\.log for lttng-modules[-/](\S+) for kernel (\S+)/m;
/** make's final error line. A log without it belongs to a build that is running or was interrupted. */
const FAILED = /\bError \d+$/m;

/** @param release the kernel whose failed build is returned */
export async function readDkmsTree(root: string, release: string): Promise<DkmsTree | null> {
  const versions = (await namesIn(join(root, TREE))).filter((name) => /^\d/.test(name)).sort(compareReleases);
  const version = versions.at(-1);
  if (version === undefined) return null;
  const folder = join(root, TREE, version);
  const names = await namesIn(folder);
  const builtFor = await Promise.all(
    names.map(async (name) => {
      const architectures = await namesIn(join(folder, name));
      return architectures.some((one) => existsSync(join(folder, name, one, 'module'))) ? [name] : [];
    }),
  );
  return { version, builtFor: builtFor.flat(), failure: await failureOf(root, `${TREE}/${version}`, release) };
}

/** The log of a failed build stays in the build folder until the next build. dkms moves the log of a successful one. */
async function failureOf(root: string, folder: string, release: string): Promise<BuildFailure | null> {
  const path = `${folder}/build/make.log`;
  const log = await readFile(join(root, path), 'utf8').catch(() => '');
  const [, version, builtRelease] = HEADER.exec(log) ?? [];
  if (version === undefined || builtRelease !== release || !FAILED.test(log)) return null;
  return { version, release, logPath: `/${path}`, log };
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
