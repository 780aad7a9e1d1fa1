// Allows one set-up or build of this checkout at a time, for all users: flock(1) locks the project folder itself.
import { spawnSync } from 'node:child_process';
import { inProject, PROJECT_ROOT } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';

const TAKEN = 75;
const LONGEST_WAIT_SECONDS = 900;

/**
 * Runs an internal task of scripts/ct.mjs while holding the lock. The task checks again whether it is still needed.
 * @param {string} task
 * @throws {SetupError} when the task fails, or the lock is not released in time
 */
export function runLocked(task) {
  let status = flock(['--nonblock'], task);
  if (status === TAKEN) {
    say(
      `Waiting for another set-up or build of ${PROJECT_ROOT} to finish (at most ${LONGEST_WAIT_SECONDS / 60} minutes)`,
    );
    status = flock(['--wait', String(LONGEST_WAIT_SECONDS)], task);
  }
  if (status === TAKEN) {
    throw new SetupError(`Another set-up or build of ${PROJECT_ROOT} did not finish.`, 'Find it with: ps -ef', 1);
  }
  if (status !== 0) throw new SetupError(`${task.replace('locked:', 'Set-up: ')} failed. See above.`, undefined, 1);
}

function flock(how, task) {
  // --close: processes that the task leaves running do not keep the lock.
  const command = [...how, '--conflict-exit-code', String(TAKEN), '--close', PROJECT_ROOT];
  const result = spawnSync('flock', [...command, process.execPath, inProject('scripts', 'ct.mjs'), task], {
    stdio: ['ignore', 2, 2],
  });
  if (result.error) throw new SetupError(`flock (package util-linux) cannot be run: ${result.error.message}`);
  return result.status ?? 1;
}
