import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupsFile } from '@core/settings/setups-file';
import { demoDraft, EMPTY_DRAFT } from '@shared/request/draft/starting-draft';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let file: SetupsFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-setups-'));
  file = new SetupsFile(join(folder, 'deep', 'config'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const withSecret = { ...EMPTY_DRAFT, image: 'a', env: [{ name: 'TOKEN', value: 'hush', secret: true }] };

describe('the saved form', () => {
  it('is missing at first, and later the last one', () => {
    expect(file.last()).toEqual({ draft: null, notice: null });
    file.keep(demoDraft('docker'));
    expect(new SetupsFile(join(folder, 'deep', 'config')).last()).toEqual({ draft: demoDraft('docker'), notice: null });
  });

  it('is readable only by its owner, and contains no secret value', () => {
    file.keep(withSecret);
    file.save('With a token', withSecret);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(file.path, 'utf8')).toContain('TOKEN');
    expect(readFileSync(file.path, 'utf8')).not.toContain('hush');
    expect(readdirSync(join(folder, 'deep', 'config'))).toEqual(['setups.json']);
  });

  it.each(['{', '{"schema":2}', '[]', '{"schema":1,"last":{},"setups":[]}'])(
    'is renamed and reported once when the file is %s',
    (text) => {
      file.keep(EMPTY_DRAFT);
      writeFileSync(file.path, text);
      const { draft, notice } = file.last();
      expect(draft).toBeNull();
      expect(notice).toMatch(/setups\.json\.broken-/);
      expect(file.last().notice).toBeNull();
      file.keep(EMPTY_DRAFT);
      const aside = readdirSync(join(folder, 'deep', 'config')).find((name) => name.includes('broken'));
      expect(readFileSync(join(folder, 'deep', 'config', aside ?? ''), 'utf8')).toBe(text);
    },
  );

  it('does not overwrite a file that cannot be read', () => {
    const odd = new SetupsFile('/proc/self/mem');
    expect(odd.last()).toEqual({ draft: null, notice: expect.stringContaining('/proc/self/mem') });
    expect(odd.list()).toEqual([]);
    expect(() => odd.keep(EMPTY_DRAFT)).toThrow();
  });
});

describe('named setups', () => {
  it('are saved, replaced, renamed and deleted without a change of the saved form', () => {
    file.keep(EMPTY_DRAFT);
    file.save('b 10', EMPTY_DRAFT);
    file.save('b 9', withSecret);
    expect(file.save('b 9', demoDraft(null)).map((one) => one.name)).toEqual(['b 9', 'b 10']);
    expect(file.list()[0]?.draft).toEqual(demoDraft(null));
    expect(file.rename('b 9', 'c').map((one) => one.name)).toEqual(['b 10', 'c']);
    expect(file.rename('c', 'c')).toHaveLength(2);
    expect(() => file.rename('c', 'b 10')).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => file.rename('none', 'd')).toThrow(expect.objectContaining({ code: 'missing' }));
    expect(() => file.delete('none')).toThrow(expect.objectContaining({ code: 'missing' }));
    expect(file.delete('c')).toHaveLength(1);
    expect(file.last().draft).toEqual(EMPTY_DRAFT);
  });
});
