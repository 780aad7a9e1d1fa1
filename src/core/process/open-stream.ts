import type { Readable } from 'node:stream';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

/** Starts a program and streams its standard output as bytes. Destroying the stream terminates the program. */
export function openStream(file: string, args: readonly string[]): Readable {
  const child = spawnChild(...withoutOurFiles(file, args), {
    ...DETACHED,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: ChildEnvironment.known().marked(),
    cwd: '/',
  });
  child.once('error', (error) => child.stdout.destroy(error));
  child.stdout.once('close', () => void child.kill());
  return child.stdout;
}
