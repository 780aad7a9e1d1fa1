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
  /** The form as it was left; null before the first. */
  last: recordDraftSchema.nullable(),
  setups: z.array(setupSchema).max(MOST_ROWS),
});
type Content = z.infer<typeof setupsFileSchema>;

const NOTHING: Content = { schema: 1, last: null, setups: [] };

/**
 * The record form as it was left and the forms saved under a name, in one file of the user's own (0600). Values of
 * variables that are not to be stored never get there. A file that cannot be understood is set aside, never overwritten.
 */
export class SetupsFile {
  readonly path: string;
  #notice: string | null = null;

  /** @param configDir as core/places.ts says */
  constructor(configDir: string) {
    this.path = join(configDir, FILE);
  }

  /** The form as it was left, and once what became of a file that could not be used. Never throws. */
  last(): { draft: RecordDraft | null; notice: string | null } {
    const draft = this.#readOr(NOTHING).last;
    const notice = this.#notice;
    this.#notice = null;
    return { draft, notice };
  }

  /** In the order of their names. Never throws. */
  list(): Setup[] {
    return this.#readOr(NOTHING).setups;
  }

  /** @throws AppError `denied` or `command` when the disk refuses; so do all that change something */
  keep(draft: RecordDraft): void {
    this.#write({ ...this.#read(), last: withoutSecrets(draft) });
  }

  /** Saves a form under a name, in place of one that has it already. @returns all of them @throws AppError `config` beyond 1 000 */
  save(name: string, draft: RecordDraft, now = new Date()): Setup[] {
    const content = this.#read();
    const others = content.setups.filter((one) => one.name !== name);
    if (others.length >= MOST_ROWS)
      throw new AppError('config', `There are ${MOST_ROWS} setups already.`, {
        hint: 'Delete one that you do not use.',
      });
    return this.#write({
      ...content,
      setups: [...others, { name, savedAt: now.toISOString(), draft: withoutSecrets(draft) }],
    });
  }

  /** @throws AppError `missing` when none has the name */
  delete(name: string): Setup[] {
    const content = this.#read();
    find(content, name);
    return this.#write({ ...content, setups: content.setups.filter((one) => one.name !== name) });
  }

  /** @throws AppError `missing` when none has the name, `config` when another has the new one */
  rename(name: string, to: string): Setup[] {
    const content = this.#read();
    const setup = find(content, name);
    if (to !== name && content.setups.some((one) => one.name === to))
      throw new AppError('config', `A setup named “${to}” is there already.`, { hint: 'Choose another name.' });
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
      return value === undefined ? NOTHING : parseOrThrow(setupsFileSchema, value, FILE);
    } catch (thrown) {
      const error = toAppError(thrown);
      // One that cannot be read may be whole: nothing is written over it.
      if (error.code !== 'config') throw error;
      this.#notice = setAside(this.path, error, 'the record form starts anew, without the saved setups');
      return NOTHING;
    }
  }

  #readOr(nothing: Content): Content {
    try {
      return this.#read();
    } catch (thrown) {
      this.#notice = `${toAppError(thrown).message} The record form is not kept, and no setup can be saved.`;
      return nothing;
    }
  }
}

function find(content: Content, name: string): Setup {
  const found = content.setups.find((one) => one.name === name);
  if (!found) throw new AppError('missing', `There is no setup named “${name}”.`);
  return found;
}
