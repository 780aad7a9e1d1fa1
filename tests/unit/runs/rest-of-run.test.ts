import { expect, it } from 'vitest';
import { evaluatedWith, importedLater } from '../setup/evaluated-modules';

/** Each keeps what it has loaded. rest-of-run.ts calls them before the program starts. */
const LOADERS = ['core/tracer/load-mi-reply.ts', 'core/process/load-execa.ts', 'core/symbols/demangling/demangle.ts'];

/** Loaded before every program starts, by the only module that imports it. */
const LOADED_BEFORE: Record<string, string> = { dockerode: 'the container is created before' };

it('a recording loads all its code before its program starts, since an update can replace the files meanwhile', () => {
  const loaders = evaluatedWith('core/runs/rest-of-run.ts').modules;
  expect(LOADERS.filter((file) => !loaders.has(file))).toEqual([]);
  const modules = new Set(
    ['core/runs/run.ts', 'core/runs/read-recording.ts'].flatMap((entry) => [...evaluatedWith(entry).modules]),
  );
  const others = [...modules].filter((file) => file !== 'core/runs/rest-of-run.ts' && !LOADERS.includes(file));
  expect([...importedLater(others)].filter((name) => !(name in LOADED_BEFORE))).toEqual([]);
  expect(importedLater(LOADERS).has('execa'), 'imports are found').toBe(true);
});
