import { join } from 'node:path';
import { warmUp } from '@core/trace-view/warm-up';
import { expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

it('a process is prepared also for a trace that cannot be opened', async () => {
  await expect(warmUp(RUN_ID, { libraryDir: join(scratch.path, 'library') })).resolves.toBeUndefined();
});
