import { exec } from 'sudo-prompt';
import { outcomeOf } from './ask-outcome';

/**
 * Asks for the password and waits for the end of what it started, in a process and a process group of its own: sudo-prompt
 * cannot take its question back. When our standard input ends (the app cancelled, or was killed) the group is ended, and the
 * dialog with it: pkexec's real user is the user while it waits. What runs as root by then is not reached by the signal.
 */
process.chdir('/'); // sudo-prompt writes the working directory into the line that root's shell reads
process.stdin.once('end', endGroup).once('error', endGroup).resume();

exec(process.argv[2] ?? '', { name: 'Containers Trace' }, (error, _stdout, stderr) => {
  process.stdout.write(`${JSON.stringify(outcomeOf(error ?? undefined, String(stderr ?? '')))}\n`, () =>
    process.exit(0),
  );
});

function endGroup(): void {
  process.on('SIGTERM', () => undefined); // it reaches us, too
  try {
    process.kill(-process.pid, 'SIGTERM');
  } catch {
    // the group is gone, or all in it are root's
  }
  process.exit(0);
}
