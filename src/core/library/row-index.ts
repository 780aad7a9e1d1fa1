import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { type TraceRow, traceRowSchema } from '@shared/model/trace-record';
import { z } from 'zod';
import { inSlices } from './in-slices';
import { writeWhole } from './trace-folder';

/** Beside the traces, so that it goes with them; may be deleted at any time. */
export const INDEX_FILE = '.index.jsonl';
/** Raise it when rows are made in another way from the same trace.json. */
const HEADER = JSON.stringify({ 'containers-trace rows': 4 });
/** So many small files are read faster than the index is written. */
const WORTH_WRITING = 64;

interface Entry {
  version: string;
  row: TraceRow;
}

/**
 * The rows of a library as they were read last, each with the version of the trace.json that it was made from: a cache,
 * in memory and in a file of one JSON document a line. A line that does not parse is one row that is read again.
 */
export class RowIndex {
  readonly #path: string;
  readonly #entries = new Map<string, Entry>();
  #loading: Promise<void> | undefined;
  #changes = 0;

  constructor(libraryDir: string) {
    this.#path = join(libraryDir, INDEX_FILE);
  }

  /** Reads the file, once. Never throws. */
  load(): Promise<void> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  /** @returns undefined when the row was made from another version of the trace.json, or never */
  get(name: string, version: string): TraceRow | undefined {
    const entry = this.#entries.get(name);
    return entry?.version === version ? entry.row : undefined;
  }

  set(version: string, row: TraceRow): void {
    this.#entries.set(row.id, { version, row });
    this.#changes += 1;
  }

  /** Forgets those that are gone, and writes the file when that is worth it. Never throws. */
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
    // A cache: where it cannot be written (a full disk, a library for reading only) the traces are read again.
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
