import { existsSync } from 'node:fs';
import { runInGroup } from '../process/run-in-group';
import type { RootProgram } from './ask-modes';
import type { AskOutcome } from './ask-outcome';

/** The only path at which sudo-prompt looks for pkexec. */
export const PKEXEC = '/usr/bin/pkexec';

/**
 * Runs a program as root by pkexec(1) as a child of this process. polkit looks up the authentication agent of pkexec's parent.
 * sudo-prompt starts pkexec by a shell, whose pid nobody knows before pkexec runs.
 */
export async function runByPkexec(program: RootProgram): Promise<AskOutcome> {
  if (!existsSync(PKEXEC)) return { outcome: 'no-pkexec', exitCode: null, stderr: '' };
  const { exitCode, stdout, stderr } = await runInGroup(PKEXEC, ['--disable-internal-agent', ...program.argv]);
  const outcome = stdout.startsWith(program.firstOutput) ? 'ended' : outcomeOfPkexec(exitCode, stderr);
  return { outcome, exitCode, stderr: stderr.slice(0, 4000) };
}

/**
 * The outcome of a pkexec that started nothing. pkexec(1): 126 when the dialog was dismissed, 127 when the user is not authorized,
 * which includes a wrong password. The messages are English by LC_ALL.
 */
export function outcomeOfPkexec(exitCode: number | null, stderr: string): AskOutcome['outcome'] {
  if (exitCode === 126) return 'dismissed';
  if (exitCode !== 127) return 'failed';
  return /No authentication agent found/.test(stderr) ? 'no-agent' : 'refused';
}
