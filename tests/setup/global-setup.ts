import { ENABLING_COMMAND, mustNotSkip, whyNoWorld } from './disposable';
import { say } from './say';
import { openWorld } from './world';

/** vitest's global set-up of the tests on real parts: one world for all files. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  const why = whyNoWorld();
  if (why !== undefined) {
    const told = `no test world: ${why}. To run these tests: ${ENABLING_COMMAND}`;
    if (mustNotSkip()) throw new Error(told);
    say(told);
    return undefined;
  }
  const opened = await openWorld({ takesSignals: true });
  return opened.close;
}
