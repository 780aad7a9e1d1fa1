import { ENABLING_COMMAND, mustNotSkip, whyNoWorld } from './disposable';
import { say } from './say';
import { openWorld } from './world';

/** vitest's global set-up for the real tests: opens one world for all files. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  const why = whyNoWorld();
  if (why !== undefined) {
    const message = `no test world: ${why}. To run these tests: ${ENABLING_COMMAND}`;
    if (mustNotSkip()) throw new Error(message);
    say(message);
    return undefined;
  }
  const opened = await openWorld({ takesSignals: true });
  return opened.close;
}
