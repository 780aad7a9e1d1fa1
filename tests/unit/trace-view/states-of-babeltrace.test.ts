import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEvents } from '../../vm/reading/read-events';
import { ThreadStates } from '../../vm/reading/thread-states';
import { compareStates } from '../../vm/reading/viewed-states';
import { kernelAndUserspace, withOpened } from '../analysis/export/opened-trace';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

it('the states of each thread are those that follow from the text of babeltrace2', async () => {
  const leaves = kernelAndUserspace(scratch.path);
  const states = new ThreadStates();
  await readEvents(join(scratch.path, 'sample-trace'), [states.listen]);
  const compared = await withOpened(scratch.path, leaves, [], () =>
    compareStates(join(scratch.path, 'opened'), join(scratch.path, 'cache'), states),
  );
  expect(compared.differences).toEqual([]);
  expect(compared.sums).toBeGreaterThan(1_000);
  expect(compared.spans).toBeGreaterThan(1_000);
});
