import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { type TraceRow, traceRowSchema } from '@shared/model/trace-record';
import { z } from 'zod';
import { inSlices } from './in-slices';
import { writeWhole } from './trace-folder';

/** In the library, so that it moves with the traces; may be deleted at any time. */
export const INDEX_FILE = '.index.jsonl';
/** Other rows are discarded. Increase the number when rowOf computes a field in another way; a new field is in the header itself. */
const HEADER = JSON.stringify({ 'containers-trace rows': 4, fields: Object.keys(traceRowSchema.shape) });
/** For fewer changes, reading the files again is faster than writing the index. */
const WORTH_WRITING = 64;

interface Entry {
  version: string;
  row: TraceRow;
}

/**
 * Caches the rows of a library, each with the version of its trace.json, in memory and in a file with one JSON document per
 * line. The row of an invalid line is read again.
 */
export class RowIndex {
  readonly #path: string;
  readonly #entries = new Map<string, Entry>();
  #loading: Promise<void> | undefined;
  #changes = 0;

  constructor(libraryDir: string) {
    this.#path = join(libraryDir, INDEX_FILE);
  }

  /** Reads the file on the first call. Never throws. */
  load(): Promise<void> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  /** @returns undefined when the row is not cached, or is from another version of the trace.json */
  get(name: string, version: string): TraceRow | undefined {
    const entry = this.#entries.get(name);
    return entry?.version === version ? entry.row : undefined;
  }

  set(version: string, row: TraceRow): void {
    this.#entries.set(row.id, { version, row });
    this.#changes += 1;
  }

  /** Removes the rows of other names, and writes the file after enough changes. Never throws. */
  async keep(names: ReadonlySet<string>): Promise<void> {
    for (const name of this.#entries.keys()) {
      if (names.has(name)) continue;
      this.#entries.delete(name);
      this.#changes += 1;
    }
    if (this.#changes < WORTH_WRITING) return;
    this.#changes = 0;
    const lines = [HEADER];
    await inSlices([...this.#entries.values()], ({ version, row }) => lines.push(JSON.stringify([version, row])));
    // Ignore errors (full disk, read-only library): without the cache, the traces are read again.
    await writeWhole(this.#path, `${lines.join('\n')}\n`).catch(() => undefined);
  }

  async #read(): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    const [header, ...lines] = text.split('\n');
    if (header !== HEADER) return text === '' ? undefined : rm(this.#path, { force: true }).catch(() => undefined);
    await inSlices(lines, (line) => {
      const entry = parsed(line);
      if (entry) this.#entries.set(entry.row.id, entry);
    });
  }
}

function parsed(line: string): Entry | undefined {
  try {
    const [version, row] = z.tuple([z.string(), traceRowSchema]).parse(parseJson(line));
    return { version, row };
  } catch {
    return undefined;
  }
}
