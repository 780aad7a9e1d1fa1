import { randomBytes } from 'node:crypto';
import { makeRunId } from '@shared/model/run-id';
import type { TraceLibrary } from './trace-library';

/**
 * The id of a new run, which no trace in the library or its trash has. A clock that was set back makes the time in an id repeat,
 * so that its random part alone would have to differ.
 * @param random returns 24 random bits; tests pass their own
 */
export function freeRunId(
  library: Pick<TraceLibrary, 'whereIs'>,
  now: () => Date = () => new Date(),
  random: () => number = () => randomBytes(3).readUIntBE(0, 3),
): string {
  for (;;) {
    const id = makeRunId(now(), random());
    if (library.whereIs(id) === null) return id;
  }
}
