import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournals } from '@core/journal/journal';
import { removePartial } from '@core/journal/partial';
import { withPartial } from '@core/journal/with-partial';
import { undoAll } from '@core/runs/cleanup/undo';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const noEngine = (): never => {
  throw new Error('No engine is needed to take it back.');
};

const scratch = scratchFolder();

function ground() {
  const folder = scratch.path;
  const libraryDir = join(folder, 'traces');
  mkdirSync(libraryDir);
  return { folder, around: { libraryDir, runtimeDir: join(folder, 'run') }, target: join(folder, 'out.zip') };
}

describe('something that is being made', () => {
  it('is promised before it exists, and bears the final name only when it is whole', async () => {
    const { folder, around, target } = ground();
    await withPartial(target, around, async (partial) => {
      const [journal] = readJournals(around.libraryDir).journals;
      expect(journal?.undos.map(({ undo }) => undo)).toEqual([{ kind: 'remove-partial', path: partial }]);
      writeFileSync(partial, 'whole');
      renameSync(partial, target);
    });
    expect(readdirSync(folder)).toEqual(['out.zip', 'traces']);
    expect(readJournals(around.libraryDir).journals).toEqual([]);
  });

  it('is gone when making it fails, and so is the promise', async () => {
    const { folder, around, target } = ground();
    const made = withPartial(target, around, async (partial) => {
      mkdirSync(join(partial, 'deep'), { recursive: true });
      throw new Error('no');
    });
    await expect(made).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual(['traces']);
    expect(readJournals(around.libraryDir).journals).toEqual([]);
  });

  it('is taken away by whoever reads the journal after an accident', async () => {
    const { around, target } = ground();
    let left = '';
    await withPartial(target, around, async (partial) => {
      left = partial;
      writeFileSync(partial, 'half');
      const [journal] = readJournals(around.libraryDir).journals;
      const outcome = await undoAll(journal?.undos ?? [], { reason: 'accident', engine: noEngine });
      expect(outcome.failed).toEqual([]);
    });
    expect(existsSync(left)).toBe(false);
  });

  it.each(['trace', '.containers-trace-0123456789ab', '.containers-trace-0123456789ab.partial.zip', '..'])(
    'and nothing else: %s stays',
    async (name) => {
      const { folder } = ground();
      await expect(removePartial(join(folder, name))).rejects.toMatchObject({ code: 'bug' });
    },
  );
});
