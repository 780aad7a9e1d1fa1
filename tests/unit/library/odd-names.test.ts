import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onDisk } from '@core/files/file-names';
import { diskUse } from '@core/library/disk-use';
import { nameLeaves } from '@core/library/leaves';
import { copyTree, treeOf } from '@core/library/move/copy-tree';
import { TraceLibrary } from '@core/library/trace-library';
import { decodeName } from '@shared/model/file-name';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

/** `Größe` as Latin-1 has it: no UTF-8. */
const LATIN = decodeName(Buffer.from('Gr\u00f6\u00dfe', 'latin1'));
const ID = '20260101-030405-0a1b2c';
const scratch = scratchFolder();
let dir = '';

beforeEach(() => {
  dir = join(scratch.path, 'traces');
  mkdirSync(dir);
  plantTrace(dir, ID, { sizeBytes: null });
  mkdirSync(onDisk(join(dir, ID, LATIN)));
  writeFileSync(onDisk(join(dir, ID, LATIN, LATIN)), 'y'.repeat(5000));
});

describe('names that are not UTF-8, below a trace of the library,', () => {
  it('count for its size', async () => {
    const use = await diskUse(new TraceLibrary(dir), {});
    expect(use.traces.bytes).toBeGreaterThan(6000);
  });

  it('hide none of its leaves', async () => {
    const leaf = join(dir, ID, 'ust/uid/1000/64-bit');
    mkdirSync(leaf, { recursive: true });
    writeFileSync(join(leaf, 'metadata'), '');
    expect((await nameLeaves(join(dir, ID), 'demo')).map(({ path }) => path)).toEqual(['demo-ust-uid-1000']);
  });

  it('are deleted with it, restored with it, and removed with it for good', async () => {
    const library = new TraceLibrary(dir);
    await library.delete(ID);
    await library.restore(ID);
    expect(readFileSync(onDisk(join(dir, ID, LATIN, LATIN)), 'utf8')).toHaveLength(5000);
    await library.delete(ID);
    expect(await library.purge(ID)).toBeGreaterThan(6000);
    expect(existsSync(join(dir, ID))).toBe(false);
  });

  it('are copied to another disk, links too', async () => {
    symlinkSync(onDisk(`/nowhere/${LATIN}`), onDisk(join(dir, ID, `${LATIN} link`)));
    const to = join(scratch.path, 'copy');
    mkdirSync(to);
    const tree = await treeOf(dir, () => false);
    await copyTree(dir, to, tree, { onBytes: () => undefined, signal: new AbortController().signal });
    const facts = ({ path, kind, sizeBytes, mode }: (typeof tree)[number]) => ({ path, kind, sizeBytes, mode });
    expect((await treeOf(to, () => false)).map(facts)).toEqual(tree.map(facts));
  });

  it('of a folder that is no trace leave the list whole', async () => {
    mkdirSync(onDisk(join(dir, LATIN)));
    const rows = await new TraceLibrary(dir).rows();
    expect(rows.map(({ id, state }) => [id, state])).toEqual([
      [ID, 'ready'],
      ['Gr\\xF6\\xDFe', 'unknown'],
    ]);
  });
});
