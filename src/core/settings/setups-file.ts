import { join } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { MOST_ROWS } from '@shared/model/bounds';
import { parseOrThrow } from '@shared/model/parse';
import { type RecordDraft, recordDraftSchema } from '@shared/request/draft/record-draft';
import { type Setup, setupSchema, withoutSecrets } from '@shared/request/draft/setup';
import { z } from 'zod';
import { readJsonFile, setAside, writeJsonFile } from './json-file';

const FILE = 'setups.json';

const setupsFileSchema = z.object({
  schema: z.literal(1),
  /** The last state of the form; null before the first. */
  last: recordDraftSchema.nullable(),
  setups: z.array(setupSchema).max(MOST_ROWS),
});
type Content = z.infer<typeof setupsFileSchema>;

const EMPTY: Content = { schema: 1, last: null, setups: [] };

/**
 * The last state of the record form and the saved setups, in one file (0600). Secret values of variables are not written.
 * Renames an invalid file instead of overwriting it.
 */
export class SetupsFile {
  readonly path: string;
  #notice: string | null = null;

  /** @param configDir see core/places.ts */
  constructor(configDir: string) {
    this.path = join(configDir, FILE);
  }

  /** The last state of the form, and a notice about a file that could not be used, which is returned only once. Never throws. */
  last(): { draft: RecordDraft | null; notice: string | null } {
    const draft = this.#readOr(EMPTY).last;
    const notice = this.#notice;
    this.#notice = null;
    return { draft, notice };
  }

  /** Sorted by name. Never throws. */
  list(): Setup[] {
    return this.#readOr(EMPTY).setups;
  }

  /** Stores the state of the form. @throws AppError `denied` or `command` when the file cannot be written, as all changes do */
  keep(draft: RecordDraft): void {
    this.#write({ ...this.#read(), last: withoutSecrets(draft) });
  }

  /** Saves the form under a name and replaces a setup of that name. @returns all setups @throws AppError `config` beyond 1,000 setups */
  save(name: string, draft: RecordDraft, now = new Date()): Setup[] {
    const content = this.#read();
    const others = content.setups.filter((one) => one.name !== name);
    if (others.length >= MOST_ROWS)
      throw new AppError('config', `There are already ${MOST_ROWS} setups.`, {
        hint: 'Delete a setup that you do not use.',
      });
    return this.#write({
      ...content,
      setups: [...others, { name, savedAt: now.toISOString(), draft: withoutSecrets(draft) }],
    });
  }

  /** @throws AppError `missing` when no setup has the name */
  delete(name: string): Setup[] {
    const content = this.#read();
    find(content, name);
    return this.#write({ ...content, setups: content.setups.filter((one) => one.name !== name) });
  }

  /** @throws AppError `missing` when no setup has the name, `config` when the new name is taken */
  rename(name: string, to: string): Setup[] {
    const content = this.#read();
    const setup = find(content, name);
    if (to !== name && content.setups.some((one) => one.name === to))
      throw new AppError('config', `A setup named “${to}” already exists.`, { hint: 'Use another name.' });
    return this.#write({
      ...content,
      setups: content.setups.map((one) => (one === setup ? { ...one, name: to } : one)),
    });
  }

  #write(content: Content): Setup[] {
    const setups = [...content.setups].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    writeJsonFile(this.path, { ...content, setups });
    return setups;
  }

  #read(): Content {
    try {
      const value = readJsonFile(this.path);
      return value === undefined ? EMPTY : parseOrThrow(setupsFileSchema, value, FILE);
    } catch (thrown) {
      const error = toAppError(thrown);
      // A file that cannot be read may be valid, so it is not overwritten.
      if (error.code !== 'config') throw error;
      this.#notice = setAside(this.path, error, 'The record form starts empty, without the saved setups.');
      return EMPTY;
    }
  }

  #readOr(fallback: Content): Content {
    try {
      return this.#read();
    } catch (thrown) {
      this.#notice = `${toAppError(thrown).message} The record form and setups cannot be saved.`;
      return fallback;
    }
  }
}

function find(content: Content, name: string): Setup {
  const found = content.setups.find((one) => one.name === name);
  if (!found) throw new AppError('missing', `There is no setup named “${name}”.`);
  return found;
}
