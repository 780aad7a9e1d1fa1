import type { RunEvent, RunEventOf } from '@shared/model/run-event';
import { levelLines } from './level-lines';
import { terminal } from './terminal';

/** Steps by the ids that the plan gives them. */
const HELPER = 'helper';
const FIRST_PROGRAM = /^(run|program)-1$/;
const SAVES_AT_END = /^(kernel-)?snapshot$/;

/** Said once the next interrupt is another request. */
export const CANCEL_HINT = 'Press Ctrl+C again to cancel the recording and keep nothing.';
/** Under `npm run`, npm itself is suspended all the same, and the shell shows its prompt. */
export const SUSPEND_REFUSED =
  '! A recording cannot be suspended: it continues. Ctrl+C stops it. If the shell shows its prompt, `fg` returns to the recording.';

/** A run's events as lines on stderr. */
export class RunTeller {
  readonly #titles = new Map<string, string>();
  #underWay: string | undefined;

  /** A flight recorder is told by what it does at its end. */
  get #isFlightRecorder(): boolean {
    return [...this.#titles.keys()].some((id) => SAVES_AT_END.test(id));
  }

  tell(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
      case 'run-planned':
        for (const step of event.steps) this.#titles.set(step.id, step.title);
        if (event.type === 'run-planned') tellLevel(event);
        return;
      case 'step-started':
        this.#begin(event.stepId);
        break;
      case 'step-finished':
      case 'step-failed':
        this.#underWay = undefined;
        break;
      case 'step-output':
        terminal.offer(event.text);
        break;
      case 'warned':
        terminal.say(`! ${event.message}${event.hint ? ` ${event.hint}` : ''}`);
        break;
      case 'snapshot-saved':
        terminal.say(`Saved the last seconds, ${event.number} so far.`);
        break;
      case 'stop-requested':
        terminal.say(
          this.#underWay === HELPER ? 'Giving up: nothing was recorded yet.' : 'Stopping; what was recorded is kept.',
        );
        break;
      case 'cancel-requested':
        terminal.say('Cancelling; nothing is kept.');
        break;
      case 'undo-failed':
        terminal.say(`! Could not take back: ${this.#titleOf(event.stepId)}. ${event.error.message}`);
        break;
      default:
        return;
    }
  }

  #begin(stepId: string): void {
    this.#underWay = stepId;
    terminal.say(`→ ${this.#titleOf(stepId)}`);
    if (stepId === HELPER) terminal.say('  Waiting for your password in the dialog; Ctrl+C gives up.');
    if (FIRST_PROGRAM.test(stepId) && this.#isFlightRecorder)
      terminal.say(`  Save the last seconds: kill -USR1 ${process.pid}`);
  }

  #titleOf = (stepId: string): string => this.#titles.get(stepId) ?? stepId;
}

/** Nothing is asked for without any. */
function tellLevel({ privilege }: RunEventOf<'run-planned'>): void {
  if (privilege && privilege.level !== 'none') for (const line of levelLines(privilege)) terminal.say(line);
}
