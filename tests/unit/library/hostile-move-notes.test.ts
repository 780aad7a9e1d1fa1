import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recoverMove } from '@core/library/move/recover-move';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { gone } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

const scratch = scratchFolder();
const at = (...path: string[]): string => join(scratch.path, ...path);
const PARTIAL = '.containers-trace-00000000000a.partial';
const OLD = '.containers-trace-00000000000b.partial';

function plantNote(change: object): void {
  mkdirSync(at('config'), { mode: 0o700 });
  const note = {
    schema: 1,
    owner: gone(),
    phase: 'committed',
    from: at('traces'),
    to: at('new'),
    copy: { partial: at(PARTIAL), old: at(OLD) },
    made: [],
    setting: true,
  };
  writeFileSync(at('config', 'library-move.json'), JSON.stringify({ ...note, ...change }), { mode: 0o600 });
}

const picture = (): string[] => readdirSync(scratch.path, { recursive: true }).map(String).sort();

describe('a note of a library on its way', () => {
  it.each<[string, () => object]>([
    ["moves a folder of the user's away", () => ({ from: at('documents') })],
    ["renames a folder of the user's", () => ({ from: at('documents'), copy: null })],
    [
      "removes a folder of the user's as a copy",
      () => ({ phase: 'copying', copy: { partial: at('documents'), old: at(OLD) } }),
    ],
    [
      'removes something half made that is elsewhere',
      () => ({ copy: { partial: at(PARTIAL), old: at('documents', OLD) } }),
    ],
    ['removes a folder that is not above the new place', () => ({ phase: 'copying', made: [at('empty')] })],
    ['has an empty path', () => ({ from: '' })],
    ['has a path with a detour', () => ({ from: `${at('x')}/../documents` })],
    ['moves a library onto itself', () => ({ to: at('traces') })],
  ])('is refused by name when it %s, and nothing is touched', async (_what, change) => {
    mkdirSync(at('traces'));
    plantTrace(at('traces'), RUN_ID);
    mkdirSync(at('empty'));
    for (const folder of [at('documents'), at('documents', OLD), at(PARTIAL)]) mkdirSync(folder);
    writeFileSync(at('documents', 'thesis.txt'), 'years of work');
    plantNote(change());
    const before = picture();
    await expect(recoverMove(at('config'))).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('remove'),
    });
    expect(picture()).toEqual(before);
  });

  it('is refused when others may write it', async () => {
    mkdirSync(at('traces'));
    plantTrace(at('traces'), RUN_ID);
    plantNote({ copy: null });
    chmodSync(at('config', 'library-move.json'), 0o666);
    await expect(recoverMove(at('config'))).rejects.toMatchObject({ code: 'denied' });
    expect(existsSync(at('traces', RUN_ID))).toBe(true);
  });
});
