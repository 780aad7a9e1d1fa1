import type { RunEvent, RunEventOf } from '@shared/model/run-event';
import { levelLines } from './level-lines';
import { terminal } from './terminal';

/** Step ids of the plan. */
const HELPER = 'helper';
const FIRST_PROGRAM = /^(run|program)-1$/;
const SAVES_AT_END = /^(kernel-)?snapshot$/;

/** Printed once the next interrupt counts as another request. */
export const CANCEL_HINT = 'Press Ctrl+C again to cancel the recording and keep nothing.';
/** Under `npm run` the shell shows its prompt, because npm itself is suspended. */
export const SUSPEND_REFUSED =
  '! A recording cannot be suspended, so it continues. Press Ctrl+C to stop it. If the shell shows its prompt, `fg` returns to the recording.';
export const PASSWORD_WAIT = '  Waiting for your password. Press Ctrl+C to abandon the recording.';
export const ABANDONED = 'The recording was abandoned before it started.';
export const STOPPING = 'Stopping. The recorded data is kept.';
/** @param pid the process that saves the last seconds of its flight recorder on SIGUSR1 */
export const saveHint = (pid: number): string => `  Save the last seconds: kill -USR1 ${pid}`;
export const snapshotSaved = (n: number): string => `The last seconds were saved as snapshot ${n}.`;

/** Prints a run's events as lines on stderr. */
export class RunReporter {
  readonly #titles = new Map<string, string>();
  readonly #undoErrors = new Set<string>();
  #running: string | undefined;

  /** Only a flight recorder's plan saves a snapshot at its end. */
  get #isFlightRecorder(): boolean {
    return [...this.#titles.keys()].some((id) => SAVES_AT_END.test(id));
  }

  report(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
      case 'run-planned':
        for (const step of event.steps) this.#titles.set(step.id, step.title);
        if (event.type === 'run-planned') printLevel(event);
        return;
      case 'step-started':
        this.#begin(event.stepId);
        break;
      case 'step-finished':
      case 'step-failed':
        this.#running = undefined;
        break;
      case 'step-output':
        terminal.offer(event.text);
        break;
      case 'warned':
        terminal.say(`! ${event.message}${event.hint ? ` ${event.hint}` : ''}`);
        break;
      case 'snapshot-saved':
        terminal.say(snapshotSaved(event.number));
        break;
      case 'stop-requested':
        terminal.say(this.#running === HELPER ? ABANDONED : STOPPING);
        break;
      case 'cancel-requested':
        terminal.say('Cancelling. Nothing is kept.');
        break;
      case 'undo-failed':
        this.#reportUndo(event);
        break;
      default:
        return;
    }
  }

  #begin(stepId: string): void {
    this.#running = stepId;
    terminal.say(`→ ${this.#titleOf(stepId)}`);
    if (stepId === HELPER) terminal.say(PASSWORD_WAIT);
    if (FIRST_PROGRAM.test(stepId) && this.#isFlightRecorder) terminal.say(saveHint(process.pid));
  }

  /** Prints equal errors once: steps with the same undo have the same error. */
  #reportUndo({ stepId, error }: RunEventOf<'undo-failed'>): void {
    if (this.#undoErrors.has(error.message)) return;
    this.#undoErrors.add(error.message);
    terminal.say(`! “${this.#titleOf(stepId)}” could not be undone. ${error.message}`);
  }

  #titleOf = (stepId: string): string => this.#titles.get(stepId) ?? stepId;
}

/** Prints the privilege level, unless the recording needs no privilege. */
function printLevel({ privilege }: RunEventOf<'run-planned'>): void {
  if (privilege && privilege.level !== 'none') for (const line of levelLines(privilege)) terminal.say(line);
}
