import { statSync } from 'node:fs';
import type { PackageName } from '@shared/install/packages';
import { AppError } from '@shared/model/app-error';
import type { TracerState } from '@shared/model/capabilities';
import { generationOf } from '@shared/tracing/lttng-generation';
import { findProgram } from '../engines/find-program';
import { toInstall } from '../files/install-hint';
import { machinePayload } from '../payload/machine-payload';
import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';

/** The versions of the tracer's programs; null for a program that is not installed. */
export async function probeTracer(uid: number): Promise<TracerState> {
  const [version, daemon, babeltrace, payload] = await Promise.all([
    versionOf('lttng'),
    versionOf('lttng-sessiond'),
    versionOf('babeltrace2'),
    machinePayload(),
  ]);
  const installed = daemon === null ? null : version;
  return {
    version: installed,
    ustSocket: installed && generationOf(installed).ustSocket,
    babeltrace,
    daemon: uid === 0 ? 'root' : 'private',
    ...(payload ? { payload: payload.facts } : {}),
  };
}

/** A virtual machine on a busy host took 6 s. */
const VERSION_LIMIT_MS = 12_000;

/** Versions by program, with the identity of the file that printed the version. */
const known = new Map<string, { file: string; version: string | null }>();

/** Asks once for each file: starting three programs would cost each recording 30 ms. An upgrade replaces the file. */
async function versionOf(program: string): Promise<string | null> {
  const file = identityOfFile(findProgram(program, process.env));
  if (file === undefined) return null;
  const before = known.get(program);
  if (before?.file === file) return before.version;
  const version = await askVersion(program);
  known.set(program, { file, version });
  return version;
}

function identityOfFile(path: string | undefined): string | undefined {
  const facts = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  return facts && `${path} ${facts.ino} ${facts.ctimeMs}`;
}

/** lttng-sessiond 2.13 asks for a home folder before it prints its version. A service with DynamicUser= has none. */
const ANY_HOME = { LTTNG_HOME: '/nonexistent' };

async function askVersion(program: string): Promise<string | null> {
  try {
    const env = ChildEnvironment.known(ANY_HOME);
    const result = await exec(program, ['--version'], { env, timeoutMs: VERSION_LIMIT_MS });
    return /\d+(?:\.\d+)+/.exec(result.stdout)?.[0] ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return null;
    throw error;
  }
}

/** @throws AppError `missing`, with the command that installs it */
export function requireTracer(tracer: TracerState): { version: string; ustSocket: string } {
  const absent: PackageName[] = [
    ...(tracer.version ? [] : ['lttng' as const]),
    ...(tracer.babeltrace ? [] : ['babeltrace2' as const]),
  ];
  if (!tracer.version || !tracer.ustSocket || absent.length > 0)
    throw new AppError('missing', `Required programs are not installed: ${absent.join(', ')}.`, {
      hint: `Run \`${toInstall(...absent)}\`.`,
    });
  return { version: tracer.version, ustSocket: tracer.ustSocket };
}
