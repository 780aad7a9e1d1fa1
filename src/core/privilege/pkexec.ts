import { runInGroup } from '../process/run-in-group';
import type { AskOutcome } from './ask-outcome';

/** The only path at which sudo-prompt looks for pkexec. */
export const PKEXEC = '/usr/bin/pkexec';

/** Printed by root's shell, so that an error before is distinguished from an error of the command, as sudo-prompt does. */
const STARTED = 'SUDOPROMPT\n';

/**
 * Runs a command as root by pkexec(1) as a child of this process. polkit looks up the authentication agent of pkexec's parent.
 * sudo-prompt starts pkexec by a shell, whose pid nobody knows before pkexec runs.
 */
export async function runByPkexec(command: string): Promise<AskOutcome> {
  const shell = ['/bin/bash', '-c', `echo ${STARTED.trim()}; ${command}`];
  const { exitCode, stdout, stderr } = await runInGroup(PKEXEC, ['--disable-internal-agent', ...shell]);
  return { outcome: outcomeOfPkexec(exitCode, stdout, stderr), exitCode, stderr: stderr.slice(0, 4000) };
}

/** pkexec(1): 126 when the dialog was dismissed, 127 when the user is not authorized. The messages are English by LC_ALL. */
export function outcomeOfPkexec(exitCode: number | null, stdout: string, stderr: string): AskOutcome['outcome'] {
  if (stdout.startsWith(STARTED)) return 'ended';
  if (exitCode === 126) return 'dismissed';
  if (exitCode !== 127) return 'failed';
  return /No authentication agent found/.test(stderr) ? 'no-agent' : 'refused';
}
