import { CANCEL_HINT } from '../../src/cli/run-reporter';
import { asPrinted } from './as-printed';

interface Interrupted {
  seen(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Interrupts a run, and interrupts it again once the command line announces that the next interrupt cancels. The program
 * must take longer than that to stop.
 */
export async function cancelTwice(run: Interrupted): Promise<void> {
  run.kill('SIGINT');
  await run.seen(asPrinted(CANCEL_HINT));
  run.kill('SIGINT');
}
