import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareReleases } from './module-files';

/** What dkms(8) knows of lttng-modules, from its tree below /var/lib/dkms. */
export interface DkmsTree {
  /** The newest version that it knows. */
  version: string;
  /** Kernel releases for which that version has been built. */
  builtFor: string[];
  /** The last build for the kernel that is asked for, when it failed. */
  failure: BuildFailure | null;
}

export interface BuildFailure {
  version: string;
  release: string;
  /** Where what the compiler said can be read, from the root that was looked at. */
  logPath: string;
  log: string;
}

const TREE = 'var/lib/dkms/lttng-modules';
/** dkms 3 writes the second form: `DKMS (dkms-3.2.2) make.log for lttng-modules/2.13.18 for kernel 6.12.107 (x86_64)`. */
const HEADER = /^DKMS .*make\.log for lttng-modules[-/](\S+) for kernel (\S+)/m;
/** make's own last word. A log without it is of a build that goes on, or was broken off. */
const FAILED = /\bError \d+$/m;

/** @param release the kernel whose failed build is asked for */
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

/** The log stays in the folder of the build until the next one: after a success it is kept elsewhere. */
async function failureOf(root: string, folder: string, release: string): Promise<BuildFailure | null> {
  const path = `${folder}/build/make.log`;
  const log = await readFile(join(root, path), 'utf8').catch(() => '');
  const [, version, of] = HEADER.exec(log) ?? [];
  if (version === undefined || of !== release || !FAILED.test(log)) return null;
  return { version, release, logPath: `/${path}`, log };
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
