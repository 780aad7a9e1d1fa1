import { exec } from 'sudo-prompt';
import { outcomeOf } from './ask-outcome';

/**
 * Asks for the password and waits for the end of the started helper. Runs in a separate process group, because sudo-prompt cannot
 * close its dialog. When standard input ends (the app cancelled or was killed), this program signals its group. That closes the
 * dialog, since pkexec's real user is the user while it waits. The signal does not reach a helper that already runs as root.
 */
process.chdir('/'); // sudo-prompt writes the working directory into the command of root's shell
process.stdin.once('end', endGroup).once('error', endGroup).resume();

exec(process.argv[2] ?? '', { name: 'Containers Trace' }, (error, _stdout, stderr) => {
  process.stdout.write(`${JSON.stringify(outcomeOf(error ?? undefined, String(stderr ?? '')))}\n`, () =>
    process.exit(0),
  );
});

function endGroup(): void {
  process.on('SIGTERM', () => undefined); // this process gets the signal, too
  try {
    process.kill(-process.pid, 'SIGTERM');
  } catch {
    // the group has ended, or all of its processes run as root
  }
  process.exit(0);
}
