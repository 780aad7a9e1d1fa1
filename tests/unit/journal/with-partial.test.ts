import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removePartial } from '@core/journal/partial';
import { readJournals } from '@core/journal/read-journals';
import { withPartial } from '@core/journal/with-partial';
import { undoAll } from '@core/runs/cleanup/undo';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const noEngine = (): never => {
  throw new Error('No engine is needed to take it back.');
};

const scratch = scratchFolder();

function setUp() {
  const folder = scratch.path;
  const libraryDir = join(folder, 'traces');
  mkdirSync(libraryDir);
  return { folder, context: { libraryDir, runtimeDir: join(folder, 'run') }, target: join(folder, 'out.zip') };
}

describe('an unfinished file', () => {
  it('is promised before it exists, and gets the final name only when it is complete', async () => {
    const { folder, context, target } = setUp();
    await withPartial(target, context, async (partial) => {
      const [journal] = readJournals(context.libraryDir).journals;
      expect(journal?.undos.map(({ undo }) => undo)).toEqual([{ kind: 'remove-partial', path: partial }]);
      writeFileSync(partial, 'whole');
      renameSync(partial, target);
    });
    expect(readdirSync(folder)).toEqual(['out.zip', 'traces']);
    expect(readJournals(context.libraryDir).journals).toEqual([]);
  });

  it('is removed with its promise if writing it fails', async () => {
    const { folder, context, target } = setUp();
    const made = withPartial(target, context, async (partial) => {
      mkdirSync(join(partial, 'deep'), { recursive: true });
      throw new Error('no');
    });
    await expect(made).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual(['traces']);
    expect(readJournals(context.libraryDir).journals).toEqual([]);
  });

  it('is removed by the reader of the journal after an accident', async () => {
    const { context, target } = setUp();
    let left = '';
    await withPartial(target, context, async (partial) => {
      left = partial;
      writeFileSync(partial, 'half');
      const [journal] = readJournals(context.libraryDir).journals;
      const outcome = await undoAll(journal?.undos ?? [], { reason: 'accident', engine: noEngine });
      expect(outcome.failed).toEqual([]);
    });
    expect(existsSync(left)).toBe(false);
  });

  it.each(['trace', '.containers-trace-0123456789ab', '.containers-trace-0123456789ab.partial.zip', '..'])(
    'is the only thing that is removed: %s stays',
    async (name) => {
      const { folder } = setUp();
      await expect(removePartial(join(folder, name))).rejects.toMatchObject({ code: 'bug' });
    },
  );
});
