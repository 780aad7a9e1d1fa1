import { existsSync } from 'node:fs';
import { awaitCondition } from './await-condition';
import { demoArchive } from './demo-image';
import { timed } from './say';
import { openWorld } from './world';

const MAKE_LIMIT_MS = 900_000;

/**
 * The archive of the demo image for the virtual machines. The world of the tests on real engines makes it with the product.
 * @returns its path in the cache
 */
export async function provideDemoArchive(cache: string): Promise<string> {
  const archive = demoArchive(cache);
  if (!existsSync(archive)) await timed('the demo image', othersMakeIt() ? () => awaitArchive(archive) : makeDemoImage);
  return archive;
}

/** `npm test` runs the tests on real engines at the same time. Two worlds at once would share users and daemons. */
const othersMakeIt = (): boolean => process.env['CONTAINERS_TRACE_TEST_IMAGE'] === 'awaited';

const awaitArchive = (archive: string): Promise<void> =>
  awaitCondition(() => existsSync(archive), {
    what: 'the tests on real engines to make the demo image',
    timeoutMs: MAKE_LIMIT_MS,
  });

async function makeDemoImage(): Promise<void> {
  const { close } = await openWorld({ takesSignals: true });
  await close();
}
