import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promised } from '@core/journal/journal';
import { raiseMovingFlag } from '@core/journal/moving-flag';
import { type MoveOrder, moveLibrary } from '@core/library/move/move-library';
import { readMoveNote } from '@core/library/move/move-note';
import { TraceLibrary } from '@core/library/trace-library';
import { identityOf, ownIdentity } from '@core/process/identity';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, expectWhole, movableLibrary } from '../setup/movable-library';

const { scratch, at, order, setting } = movableLibrary();
/** Another file system than the scratch folder's, where this machine has one. */
const SHM = '/dev/shm';
const otherDisk = statSync(SHM, { throwIfNoEntry: false })?.dev !== statSync('/tmp').dev;
let elsewhere = '';

const hidden = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('.'));
/** Everything of a library that is a user's: paths, modes, times, contents, where links lead. */
function contentOf(dir: string): Record<string, unknown> {
  const names = readdirSync(dir, { recursive: true }).map(String).sort();
  return Object.fromEntries(
    names
      .filter((name) => !/^\.(lock|journal|index\.jsonl|moving)$/.test(name))
      .map((name) => {
        const path = join(dir, name);
        const { mode, mtimeMs } = lstatSync(path);
        const link = lstatSync(path).isSymbolicLink();
        const content = link ? readlinkSync(path) : statSync(path).isFile() ? readFileSync(path, 'base64') : '';
        return [name, { mode, mtimeMs: Math.round(mtimeMs), content }];
      }),
  );
}

beforeEach(() => {
  elsewhere = otherDisk ? mkdtempSync(join(SHM, 'ct-move-')) : '';
});
afterEach(() => {
  if (elsewhere) rmSync(elsewhere, { recursive: true });
});

describe.each([
  ['to another folder of its disk', () => at('new', 'place')],
  ...(otherDisk ? [['to another disk', () => join(elsewhere, 'new', 'place')] as const] : []),
] as const)('a library that moves %s', (_title, place) => {
  it('is whole in its new place, in the settings, and through a link at the old one', async () => {
    const before = contentOf(at('traces'));
    const told: number[] = [];
    const to = place();
    expect(await moveLibrary(order(to, { onProgress: ({ doneBytes }) => told.push(doneBytes) }))).toBe(to);
    expect(contentOf(to)).toEqual(before);
    expect(statSync(to).mode & 0o777).toBe(0o700);
    await expectWhole(to);
    expect(setting()).toBe(to);
    expect(readlinkSync(at('traces'))).toBe(to);
    await expectWhole(at('traces'));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(readdirSync(scratch.path).filter((name) => name.includes('.partial'))).toEqual([]);
    expect(hidden(join(to, '..')), 'nothing half').toEqual([]);
    expect(readMoveNote(at('config'))).toBeUndefined();
    expect(existsSync(join(to, '.moving'))).toBe(false);
  });

  it('moves back over the link that it left', async () => {
    const before = contentOf(at('traces'));
    const to = place();
    await moveLibrary(order(to));
    expect(await moveLibrary(order(at('traces')))).toBe(at('traces'));
    expect(lstatSync(at('traces')).isDirectory()).toBe(true);
    expect(contentOf(at('traces'))).toEqual(before);
    expect(setting()).toBe(at('traces'));
    expect(readlinkSync(to)).toBe(at('traces'));
  });

  it('is followed there by who watches it', async () => {
    let heard = (): void => undefined;
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        heard = resolve;
      });
    const stop = new TraceLibrary(at('traces')).watch(() => heard());
    const told = next();
    await moveLibrary(order(place()));
    await told;
    const again = next();
    await new TraceLibrary(place()).annotate(A, { notes: 'in the new place' });
    await again;
    stop();
  });

  it('leaves the settings alone where something else says which library', async () => {
    await moveLibrary(order(place(), { setting: false }));
    expect(setting()).toBeNull();
    await expectWhole(at('traces'));
  });

  it('is where it was after a cancel, whenever it comes', async () => {
    const before = contentOf(at('traces'));
    for (const times of [0, 1, 2, 3]) {
      const cancel = new AbortController();
      let calls = 0;
      if (times === 0) cancel.abort();
      const onProgress = (): void => {
        calls += 1;
        if (calls === times) cancel.abort();
      };
      const moved = moveLibrary(order(place(), { signal: cancel.signal, onProgress }));
      // On one disk there is one moment only in which it can be cancelled.
      if (times > 1 && !place().startsWith(SHM)) {
        await moved;
        await moveLibrary(order(at('traces')));
        rmSync(place());
        continue;
      }
      await expect(moved).rejects.toMatchObject({ code: 'cancelled' });
      expect(contentOf(at('traces'))).toEqual(before);
      expect(existsSync(join(place(), '..')), 'what was made for it is gone').toBe(false);
      expect(existsSync(at('traces', '.moving'))).toBe(false);
      expect(readMoveNote(at('config'))).toBeUndefined();
      expect(setting()).toBeNull();
    }
  });
});

describe('a library without a trace', () => {
  it.runIf(otherDisk)('goes to another disk as well', async () => {
    rmSync(at('traces'), { recursive: true });
    mkdirSync(at('traces'), { mode: 0o700 });
    const to = join(elsewhere, 'traces');
    expect(await moveLibrary(order(to))).toBe(to);
    expect(await new TraceLibrary(to).rows()).toEqual([]);
    expect(setting()).toBe(to);
    expect(hidden(elsewhere)).toEqual([]);
  });
});

describe('a library that cannot move', () => {
  const refused = (to: string, change: Partial<MoveOrder> = {}) => expect(moveLibrary(order(to, change))).rejects;

  it('says why: what is in the way, what it is inside of, what is not there', async () => {
    mkdirSync(at('full'));
    writeFileSync(at('full', 'x'), '');
    await refused(at('full')).toMatchObject({ code: 'config', message: expect.stringContaining('not empty') });
    await refused(at('full', 'x')).toMatchObject({ code: 'config', message: expect.stringContaining('is a file') });
    await refused(at('full', 'x', 'y')).toMatchObject({ code: 'config' });
    await refused(at('traces', 'inside')).toMatchObject({ message: expect.stringContaining('into itself') });
    await refused(scratch.path).toMatchObject({ code: 'config', message: expect.stringContaining(`${scratch.path} `) });
    await refused(at('traces')).toMatchObject({ message: expect.stringContaining('already') });
    await refused(at('new'), { libraryDir: at('none') }).toMatchObject({ code: 'missing' });
    await refused('/proc/x').toMatchObject({ code: expect.stringMatching(/config|denied|command/) });
    await expectWhole(at('traces'));
    expect(existsSync(at('traces', '.moving'))).toBe(false);
    expect(readMoveNote(at('config'))).toBeUndefined();
  });

  it('is one in which something goes on, or was cut off', async () => {
    const partial = at('.containers-trace-0123456789ab.partial');
    const done = promised(at('traces'), at('runtime'), 'Write it', { kind: 'remove-partial', path: partial });
    const [name = ''] = readdirSync(at('traces', '.journal'));
    const journal = at('traces', '.journal', name);
    const ours = readFileSync(journal, 'utf8');
    const of = (owner: unknown): void =>
      writeFileSync(journal, ours.replace(JSON.stringify(ownIdentity()), JSON.stringify(owner)));
    of(identityOf(process.ppid));
    await refused(at('new')).toMatchObject({ code: 'config', message: expect.stringContaining(String(process.ppid)) });
    of({ ...ownIdentity(), startTime: '1' });
    await refused(at('new')).toMatchObject({ code: 'config', hint: expect.stringContaining('recover') });
    // Of this process itself: its end is waited for.
    of(ownIdentity());
    const moved = moveLibrary(order(at('new')));
    setImmediate(done);
    expect(await moved).toBe(at('new'));
  });

  it('refuses whoever begins something meanwhile, and says who moves it', () => {
    raiseMovingFlag(at('traces'), '/new');
    const partial = at('.containers-trace-0123456789ab.partial');
    expect(() => promised(at('traces'), at('runtime'), 'Write it', { kind: 'remove-partial', path: partial })).toThrow(
      new RegExp(`/new .*${process.pid}`),
    );
    expect(readdirSync(at('traces', '.journal'))).toEqual([]);
  });
});
