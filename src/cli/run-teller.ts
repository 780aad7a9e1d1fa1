import type { RunEvent } from '@shared/model/run-event';
import { terminal } from './terminal';

/** A run's events as lines on stderr. */
export class RunTeller {
  readonly #titles = new Map<string, string>();

  tell(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
      case 'run-planned':
        for (const step of event.steps) this.#titles.set(step.id, step.title);
        return;
      case 'step-started':
        return terminal.say(`→ ${this.#titles.get(event.stepId) ?? event.stepId}`);
      case 'step-output':
        return terminal.pass(event.text);
      case 'warned':
        return terminal.say(`! ${event.message}${event.hint ? ` ${event.hint}` : ''}`);
      case 'stop-requested':
        return terminal.say('Stopping; what was recorded is kept. Ctrl+C again cancels.');
      case 'cancel-requested':
        return terminal.say('Cancelling; nothing is kept.');
      case 'undo-failed':
        return terminal.say(
          `! Could not take back: ${this.#titles.get(event.stepId) ?? event.stepId}. ${event.error.message}`,
        );
      default:
        return;
    }
  }
}
