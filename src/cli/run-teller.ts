import type { RunEvent } from '@shared/model/run-event';
import { levelLines } from './level-lines';
import { terminal } from './terminal';

/** A run's events as lines on stderr. */
export class RunTeller {
  readonly #titles = new Map<string, string>();

  tell(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
      case 'run-planned':
        for (const step of event.steps) this.#titles.set(step.id, step.title);
        if (event.type === 'run-planned' && event.privilege && event.privilege.level !== 'none')
          for (const line of levelLines(event.privilege)) terminal.say(line);
        return;
      case 'step-started':
        terminal.say(`→ ${this.#titles.get(event.stepId) ?? event.stepId}`);
        break;
      case 'step-output':
        terminal.pass(event.text);
        break;
      case 'warned':
        terminal.say(`! ${event.message}${event.hint ? ` ${event.hint}` : ''}`);
        break;
      case 'stop-requested':
        terminal.say('Stopping; what was recorded is kept. Ctrl+C again cancels.');
        break;
      case 'cancel-requested':
        terminal.say('Cancelling; nothing is kept.');
        break;
      case 'undo-failed':
        terminal.say(
          `! Could not take back: ${this.#titles.get(event.stepId) ?? event.stepId}. ${event.error.message}`,
        );
        break;
      default:
        return;
    }
  }
}
