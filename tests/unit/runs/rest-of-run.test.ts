import { expect, it } from 'vitest';
import { evaluatedWith, importedLater } from '../setup/evaluated-modules';

/** What a recording needs after its program has started, beside the code of the recording itself. */
const LATER = ['core/runs/read-recording.ts', 'core/symbols/demangling/demangle.ts'];

/** Loaded before every program starts. */
const LOADED_BEFORE: Record<string, string> = {
  execa: 'the session daemon is asked before',
  dockerode: 'the container is created before',
};

it('a recording loads all its code before its program starts, since an update can replace the files meanwhile', () => {
  const loaded = importedLater(['core/runs/rest-of-run.ts']);
  const modules = ['core/runs/run.ts', ...LATER].flatMap((entry) => [...evaluatedWith(entry).modules]);
  const needed = importedLater(modules.filter((file) => file !== 'core/runs/rest-of-run.ts'));
  expect(needed.has('core/tracer/mi-reply.ts'), 'imports are found').toBe(true);
  const known = new Set([...loaded, 'virtual:demangler', ...Object.keys(LOADED_BEFORE)]);
  expect([...needed].filter((name) => !known.has(name))).toEqual([]);
});
