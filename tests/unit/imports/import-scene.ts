import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOutcome, ImportRequest } from '@core/imports/import-request';
import { importTraces } from '@core/imports/import-traces';
import { TraceLibrary } from '@core/library/trace-library';

/** A library with strangers' files around it, and what lies there. */
export class ImportScene {
  readonly library: TraceLibrary;

  constructor(readonly root: string) {
    for (const folder of ['library', 'outside', 'outside/etc', 'runtime'])
      mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['outside/secret', 'outside/etc/passwd', 'victim']) writeFileSync(join(root, file), `${file}\n`);
    this.library = new TraceLibrary(join(root, 'library'));
  }

  at(...path: string[]): string {
    return join(this.root, ...path);
  }

  runImport(
    path: string,
    change: Partial<ImportRequest & { floorBytes: number; onProgress(): void }> = {},
    signal = new AbortController().signal,
  ): Promise<ImportOutcome> {
    return importTraces(
      this.library,
      { path, how: 'copy', duplicate: 'skip', ...change },
      { libraryDir: this.library.dir, runtimeDir: this.at('runtime') },
      { floorBytes: change.floorBytes ?? 0, onProgress: change.onProgress ?? (() => undefined), signal },
    );
  }

  /** All but the library, with contents, modes and times. */
  outside(): string[] {
    return pictureOf(this.root, (path) => path === this.library.dir || path.startsWith(this.at('given')));
  }

  /** What is in the library beside whole traces: nothing, but its lock and empty journals. */
  leftovers(): string[] {
    const journal = join(this.library.dir, '.journal');
    const names = readdirSync(this.library.dir).filter((name) => !['.lock', '.journal', '.index.jsonl'].includes(name));
    return [
      ...names.filter((name) => !/^\d{8}-\d{6}-[0-9a-f]{6}$/.test(name)),
      ...(existsSync(journal) ? readdirSync(journal) : []),
    ];
  }
}

export function pictureOf(folder: string, isLeftOut: (path: string) => boolean = () => false): string[] {
  const lines: string[] = [];
  const look = (path: string): void => {
    if (isLeftOut(path)) return;
    const facts = lstatSync(path);
    const what = facts.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : facts.isSymbolicLink()
        ? readlinkSync(path)
        : '';
    // The folder itself changes with the library's and the archive's entries in it.
    const at = path === folder ? '' : facts.mtimeMs;
    lines.push(
      [path, facts.mode.toString(8), facts.uid, facts.nlink > 1 && facts.isFile() ? 'linked' : '', at, what].join(' '),
    );
    if (facts.isDirectory()) for (const name of readdirSync(path).sort()) look(join(path, name));
  };
  look(folder);
  return lines;
}
