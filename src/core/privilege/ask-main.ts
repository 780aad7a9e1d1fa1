import { SENT_TO_ALL } from '@shared/tracing/shielded';
import { exec } from 'sudo-prompt';
import { ASK_NOW, ON_TERMINAL, rootProgram } from './ask-modes';
import { type AskOutcome, outcomeOf } from './ask-outcome';
import { runByPkexec } from './pkexec';

/**
 * Asks for the password and waits for the end of the started helper. Runs in a separate process group, because sudo-prompt cannot
 * close its dialog. When standard input ends (the app cancelled or was killed), this program signals its group. That closes the
 * dialog, since pkexec's real user is the user while it waits. The signal does not reach a helper that already runs as root.
 * Arguments: ON_TERMINAL to call pkexec itself once the app has started an agent for this process, or IN_DIALOG; then the command
 * for root's shell, or START_HELPER and the meeting folder. sudo-prompt always starts a shell, so only the command needs it.
 */
process.chdir('/'); // sudo-prompt writes the working directory into the command of root's shell
// A logout sends these to every process. The app still needs the helper to stop its recording, and then closes standard input.
for (const name of SENT_TO_ALL) process.on(`SIG${name}`, () => undefined);
process.stdin.once('end', endGroup).once('error', endGroup);

const [mode, first = '', folder] = process.argv.slice(2);
const program = rootProgram(first, folder);
if (mode === ON_TERMINAL) {
  process.stdin.setEncoding('utf8').once('data', (text) => {
    if (String(text).trim() === ASK_NOW) void runByPkexec(program).then(report);
  });
} else if (folder !== undefined) {
  process.stdin.resume();
  void runByPkexec(program).then(report);
} else {
  process.stdin.resume();
  exec(first, { name: 'Containers Trace' }, (error, _stdout, stderr) =>
    report(outcomeOf(error ?? undefined, String(stderr ?? ''))),
  );
}

function report(outcome: AskOutcome): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
}

function endGroup(): void {
  try {
    process.kill(-process.pid, 'SIGTERM');
  } catch {
    // the group has ended, or all of its processes run as root
  }
  process.exit(0);
}
