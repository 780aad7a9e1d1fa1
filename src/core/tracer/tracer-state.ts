import { statSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';
import type { TracerState } from '@shared/model/capabilities';
import { generationOf } from '@shared/tracing/lttng-generation';
import { findProgram } from '../engines/find-program';
import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';

/** The tracer's programs and their versions; what is not installed is null. */
export async function probeTracer(uid: number): Promise<TracerState> {
  const [version, daemon, babeltrace] = await Promise.all([
    versionOf('lttng'),
    versionOf('lttng-sessiond'),
    versionOf('babeltrace2'),
  ]);
  const installed = daemon === null ? null : version;
  return {
    version: installed,
    ustSocket: installed && generationOf(installed).ustSocket,
    babeltrace,
    daemon: uid === 0 ? 'root' : 'private',
  };
}

/** A virtual machine on a busy host was seen to take 6 s. */
const VERSION_LIMIT_MS = 12_000;

/** What a program said of itself, and of which file that is true. */
const known = new Map<string, { file: string; version: string | null }>();

/** Asked once for each file: each recording asks, and starting three programs costs it 30 ms. An upgrade is another file. */
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

async function askVersion(program: string): Promise<string | null> {
  try {
    const result = await exec(program, ['--version'], { env: ChildEnvironment.known(), timeoutMs: VERSION_LIMIT_MS });
    return /\d+(?:\.\d+)+/.exec(result.stdout)?.[0] ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return null;
    throw error;
  }
}

/** @throws AppError `missing`, with the command that installs it */
export function requireTracer(tracer: TracerState): { version: string; ustSocket: string } {
  const absent = [tracer.version ? '' : 'lttng-tools', tracer.babeltrace ? '' : 'babeltrace2'].filter(Boolean);
  if (!tracer.version || !tracer.ustSocket || absent.length > 0)
    throw new AppError('missing', `Not installed: ${absent.join(', ')}.`, {
      hint: `sudo apt-get install ${absent.join(' ')}`,
    });
  return { version: tracer.version, ustSocket: tracer.ustSocket };
}
