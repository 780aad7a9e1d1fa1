import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { awaitCondition } from '../../../setup/await-condition';

const require = createRequire(import.meta.url);
const PROGRAM = require.resolve('@firefox-devtools/profiler-cli');

/** The Firefox Profiler's own reader with a file that it has loaded. */
export interface LoadedProfile {
  /** The answer to a command, e.g. `thread list`. */
  ask<T>(...command: string[]): Promise<T>;
}

/**
 * Loads a file into the Firefox Profiler's command line program, which works without a network, and ends it afterwards.
 * @param folder gets the file and the program's session. @throws if the profiler refuses the file
 */
export async function withProfile(
  folder: string,
  bytes: Buffer,
  use: (profile: LoadedProfile) => Promise<void>,
): Promise<void> {
  const path = join(folder, 'profile.json');
  writeFileSync(path, bytes);
  const run = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, HOME: folder };
    const options = { env, timeout: 60_000, maxBuffer: 64 << 20 };
    return (await promisify(execFile)(process.execPath, [PROGRAM, ...args, '--session', 'test'], options)).stdout;
  };
  try {
    // The program waits for half a second only, which is too short for a busy machine.
    await run('load', path).catch(async (error: Error) => {
      if (!error.message.includes('did not become ready')) throw error;
      const isReady = (): Promise<boolean> =>
        run('status').then(
          () => true,
          () => false,
        );
      await awaitCondition(isReady, { what: 'the profiler to load a file', timeoutMs: 50_000 });
    });
    await use({ ask: async (...command) => JSON.parse(await run(...command, '--json')) });
  } finally {
    await promisify(execFile)(process.execPath, [PROGRAM, 'stop', 'test'], { env: { ...process.env, HOME: folder } });
  }
}

export interface ThreadList {
  threads: { threadHandle: string; name: string; processName: string; pid: string; markerCount: number }[];
}

export interface MarkerList {
  totalMarkerCount: number;
  byType: { markerName: string; count: number; topMarkers: { start: number; duration: number; label: string }[] }[];
}

export interface CallTreeNode {
  name: string;
  totalSamples: number;
  selfSamples: number;
  children: CallTreeNode[];
}
