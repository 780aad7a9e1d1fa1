import { freeRunId } from '@core/library/free-run-id';
import { TraceLibrary } from '@core/library/trace-library';
import { expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

const scratch = scratchFolder();

it('never gives the id of a trace in the library or its trash to a run, also when the clock was set back', async () => {
  const library = new TraceLibrary(scratch.path);
  const now = (): Date => new Date(2026, 0, 31, 12, 0, 0);
  const random = [1, 1, 1, 2];
  const next = (): string => freeRunId(library, now, () => random.shift() ?? 3);
  const first = next();
  plantTrace(scratch.path, first);
  expect(next()).not.toBe(first);
  await library.delete(first);
  random.push(1);
  expect(next()).not.toBe(first);
});
