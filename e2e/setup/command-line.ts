import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Desk } from './desk';
import { tester } from './tester';

/** Runs the real command line as the window's user on the desk's library, and returns what it printed. */
export function commandLine(desk: Desk, ...words: string[]): string {
  const { become, node, app, env } = tester();
  const [program = node, ...rest] = [
    ...become,
    node,
    join(app, 'out/main/cli.js'),
    '--library',
    desk.libraryDir,
    ...words,
  ];
  return execFileSync(program, rest, { env: { ...env, ...desk.env }, encoding: 'utf8' });
}
