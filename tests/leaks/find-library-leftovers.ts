import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '@core/library/trace-folder';
import { toAppError } from '@shared/model/app-error';
import { runIdSchema } from '@shared/model/run-id';
import type { Leak } from './leak';

/** Finds leftovers of unfinished runs and unfinished deletions in a library. */
export async function findLibraryLeftovers(library: string, living: ReadonlySet<string>): Promise<Leak[]> {
  if (!existsSync(library)) return [];
  const journals = names(join(library, '.journal'))
    .filter((name) => !living.has(name.replace(/\.jsonl$/, '')))
    .map((name): Leak => ({ kind: 'journal', what: describe(join(library, '.journal', name)) }));
  const trash = halfDeletions(library).map((what): Leak => ({ kind: 'half-trace', what }));
  const runs = names(library).filter((name) => runIdSchema.safeParse(name).success && !living.has(name));
  const halves = await Promise.all(runs.map((name) => halfTrace(join(library, name))));
  const drafts = ['.', ...runs].flatMap((name) =>
    names(join(library, name))
      .filter((file) => file.endsWith('.new'))
      .map((file): Leak => ({ kind: 'draft', what: join(library, name, file) })),
  );
  return [...journals, ...trash, ...halves.flat(), ...drafts];
}

/** Returns the journal's path, with the reason if a cleanup failed. */
function describe(journal: string): string {
  try {
    const lines = readFileSync(journal, 'utf8').split('\n');
    return [journal, ...lines.filter((line) => line.includes('"failed"'))].join('\n    ');
  } catch {
    return journal; // the cleanup finished meanwhile
  }
}

/** A deleted trace that can be restored is not a leftover: its folder and its note both exist. */
function halfDeletions(library: string): string[] {
  const trash = join(library, '.trash');
  const parts = names(trash);
  const isWhole = (name: string): boolean => {
    const id = name.replace(/\.json$/, '');
    return runIdSchema.safeParse(id).success && parts.includes(id) && parts.includes(`${id}.json`);
  };
  return [
    ...parts.filter((name) => !isWhole(name)).map((name) => join(trash, name)),
    ...names(library)
      .filter((name) => name.startsWith('.purging.'))
      .map((name) => join(library, name)),
  ];
}

async function halfTrace(path: string): Promise<Leak[]> {
  try {
    const { state } = await readRecord(path);
    return state === 'recording' ? [{ kind: 'half-trace', what: `${path}, still recording` }] : [];
  } catch (error) {
    return [{ kind: 'half-trace', what: `${path}: ${toAppError(error).message}` }];
  }
}

const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
