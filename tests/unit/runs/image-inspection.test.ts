import type { Engine } from '@core/engines/engine';
import { readJournals } from '@core/journal/read-journals';
import { TraceLibrary } from '@core/library/trace-library';
import { journaledInspection } from '@core/runs/planning/image-inspection';
import { AppError } from '@shared/model/app-error';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

/** An engine that answers until a container must be removed, which a real one cannot be made to do. */
const refusing = () =>
  ({ findByRun: () => Promise.reject(new AppError('command', 'The engine refused.')) }) as unknown as Engine;

describe('the container of an inspection outside of a recording', () => {
  const inspect = (work: () => Promise<string>) =>
    journaledInspection(
      'docker',
      RUN_ID,
      { library: new TraceLibrary(scratch.path), runtimeDir: '/run/ct-abcdef', engine: refusing },
      (beforeContainer) => {
        beforeContainer();
        return work();
      },
    );

  it('is reported, and its error is in the journal, if an engine refuses to remove it', async () => {
    await expect(inspect(async () => 'report')).rejects.toMatchObject({
      code: 'cleanup',
      message: expect.stringContaining('The engine refused.'),
    });
    const [journal] = readJournals(scratch.path).journals;
    expect(journal?.failures).toMatchObject([{ error: { message: 'The engine refused.' } }]);
  });

  it('is reported with the error of the inspection', async () => {
    const failing = inspect(() => Promise.reject(new AppError('missing', 'No such image.')));
    await expect(failing).rejects.toMatchObject({ code: 'cleanup', detail: expect.stringContaining('No such image.') });
  });
});
