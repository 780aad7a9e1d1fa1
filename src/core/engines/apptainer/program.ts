import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import { findProgram } from '../find-program';

type Env = Record<string, string | undefined>;

/** `singularity` when there is no `apptainer`: Apptainer before its renaming, or SingularityCE, which has the same options. */
export interface ApptainerProgram {
  name: 'apptainer' | 'singularity';
  path: string;
}

const CALL_LIMIT_MS = 10_000;

/** @returns undefined when neither name is on PATH */
export function findApptainer(env: Env): ApptainerProgram | undefined {
  for (const name of ['apptainer', 'singularity'] as const) {
    const path = findProgram(name, env);
    if (path) return { name, path };
  }
  return undefined;
}

/** @throws AppError `missing` when neither name is on PATH */
export function requireApptainer(env: Env): ApptainerProgram {
  const program = findApptainer(env);
  if (program) return program;
  throw new AppError('missing', 'Apptainer is not installed.', {
    hint: `${INSTALL}, or choose another engine.`,
  });
}

export const INSTALL = 'Install a package of https://github.com/apptainer/apptainer/releases';

/** Parses `apptainer version 1.4.5` or `singularity-ce version 4.1.2`. @throws AppError `command` for other output */
export async function versionOf({ path }: ApptainerProgram): Promise<{ product: string; version: string }> {
  const { stdout } = await exec(path, ['--version'], { env: ChildEnvironment.known(), timeoutMs: CALL_LIMIT_MS });
  const [, product, version] = /^(\S+) version (\d\S*)/.exec(stdout) ?? [];
  if (product && version) return { product, version };
  throw new AppError('command', `\`${path} --version\` does not print a version.`, { detail: stdout.slice(0, 200) });
}

/** The first releases with `--no-eval`. In earlier ones a shell evaluates the program's arguments again. */
const OLDEST: Record<string, readonly [number, number]> = { apptainer: [1, 1] };
const OLDEST_SINGULARITY = [3, 10] as const;

export function isTooOld({ product, version }: { product: string; version: string }): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor, oldMinor] = OLDEST[product] ?? OLDEST_SINGULARITY;
  return major < oldMajor || (major === oldMajor && minor < oldMinor);
}

/** Whether root's starter (`starter-suid` of the package apptainer-suid) is installed. Plain users then need no user namespace. */
export async function hasSetUidStarter({ path }: ApptainerProgram): Promise<boolean> {
  const { stdout, exitCode } = await exec(path, ['buildcfg', 'LIBEXECDIR'], {
    env: ChildEnvironment.known(),
    timeoutMs: CALL_LIMIT_MS,
    okCodes: [0, 1, 255],
  });
  if (exitCode !== 0) return false;
  return ['apptainer', 'singularity'].some((name) => {
    const facts = statSync(join(stdout.trim(), name, 'bin/starter-suid'), { throwIfNoEntry: false });
    return facts !== undefined && facts.uid === 0 && (facts.mode & 0o4000) !== 0;
  });
}

/** Whether this user can create a user namespace, determined by creating one. */
export async function mayUseUserNamespaces(): Promise<boolean> {
  const { exitCode } = await exec('unshare', ['--user', '--map-root-user', 'true'], {
    env: ChildEnvironment.known(),
    timeoutMs: CALL_LIMIT_MS,
    okCodes: [0, 1, 126, 127],
  });
  return exitCode === 0;
}

/** How SIF files are mounted without root, or why they are not; see fuse(4). */
export type SifMount = 'fuse' | 'no-program' | 'closed';

export function sifMount(env: Env): SifMount {
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK);
  } catch {
    return 'closed';
  }
  return findProgram('squashfuse_ll', env) || findProgram('squashfuse', env) ? 'fuse' : 'no-program';
}
