// One set-up or build of this checkout at a time, whoever runs it: flock(1) on the project folder itself needs no file.
import { spawnSync } from 'node:child_process';
import { inProject, PROJECT_ROOT } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';

const TAKEN = 75;
const LONGEST_WAIT_SECONDS = 900;

/**
 * Runs an internal task of scripts/ct.mjs while holding the lock. The task looks again whether it is still needed.
 * @param {string} task
 * @throws {SetupError} when it fails or the lock is not free in time
 */
export function runLocked(task) {
  let status = flock(['--nonblock'], task);
  if (status === TAKEN) {
    say(
      `Waits for another set-up or build of ${PROJECT_ROOT} to finish (at most ${LONGEST_WAIT_SECONDS / 60} minutes)`,
    );
    status = flock(['--wait', String(LONGEST_WAIT_SECONDS)], task);
  }
  if (status === TAKEN) {
    throw new SetupError(`Another set-up or build of ${PROJECT_ROOT} did not finish`, 'Look for it with: ps -ef', 1);
  }
  if (status !== 0) throw new SetupError(`${task.replace('locked:', 'Set-up: ')} failed, see above`, undefined, 1);
}

function flock(how, task) {
  // --close: what the task may leave running does not keep the lock.
  const command = [...how, '--conflict-exit-code', String(TAKEN), '--close', PROJECT_ROOT];
  const result = spawnSync('flock', [...command, process.execPath, inProject('scripts', 'ct.mjs'), task], {
    stdio: ['ignore', 2, 2],
  });
  if (result.error) throw new SetupError(`flock (package util-linux) cannot be run: ${result.error.message}`);
  return result.status ?? 1;
}
