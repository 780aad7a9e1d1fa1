import type { FileSymbols } from '@core/symbols/file/symbol-file';
import { symboliserOf } from '@core/symbols/open-symboliser';
import { labelOf } from '@core/symbols/symboliser';
import { gapText } from '@shared/symbols/name-gap';
import { describe, expect, it } from 'vitest';
import { loadedFile, mapping, symbolsWith, tableWith } from './symbols';

const PROCESS = { pidNs: 4_026_532_000, vpid: 1 };
const BASE = 0x7f00_0000_0000;

const symboliser = (symbols: FileSymbols, path = '/usr/bin/app', at = BASE, beginNs = 0n) =>
  symboliserOf(
    symbolsWith({ files: [loadedFile(path)], processes: [{ ...PROCESS, lists: 1, mappings: [mapping(0, at, 100)] }] }, [
      symbols,
    ]),
    beginNs,
  );

describe('the name of a function', () => {
  it('is found in a file that can be loaded anywhere', async () => {
    const table = tableWith([[0x120, 0x10, '_ZN4shop5orderEv']]);
    const found = (await symboliser({ firstAddress: 0, table })).functionAt(PROCESS, BigInt(BASE + 0x124), 200);
    expect(found).toEqual({ name: 'shop::order()', rawName: '_ZN4shop5orderEv', binary: '/usr/bin/app', offset: 4 });
    expect(labelOf(found, BigInt(BASE + 0x124))).toBe('shop::order()');
  });

  it('is found in a program with fixed addresses, and in a prelinked library', async () => {
    const table = tableWith([[0x400120, 0x10, 'main']]);
    const fixed = await symboliser({ firstAddress: 0x400000, table }, '/app', 0x400000);
    const moved = await symboliser({ firstAddress: 0x400000, table });
    expect(fixed.functionAt(PROCESS, 0x400120n, 200)).toMatchObject({ name: 'main', offset: 0 });
    expect(moved.functionAt(PROCESS, BigInt(BASE + 0x120), 200)).toMatchObject({ name: 'main', offset: 0 });
  });

  it('is found by times that count from another begin', async () => {
    const old = mapping(0, BASE, 0, 1_000);
    const symbols = symbolsWith(
      {
        beginNs: 5_000n,
        files: [loadedFile('/old'), loadedFile('/new')],
        processes: [{ ...PROCESS, lists: 1, mappings: [old, mapping(1, BASE, 1_000)] }],
      },
      ['old', 'new'].map((name) => ({ firstAddress: 0, table: tableWith([[0, 16, name]]) })),
    );
    const names = await symboliserOf(symbols, 5_500n);
    expect([400, 500].map((at) => names.functionAt(PROCESS, BigInt(BASE), at).name)).toEqual(['old', 'new']);
  });

  it('is missing for a reason, and the label says where it would be', async () => {
    const address = BigInt(BASE + 0x124);
    const reasonFor = async (symbols: FileSymbols) => {
      const found = (await symboliser(symbols)).functionAt(PROCESS, address, 200);
      return [found.name === null ? gapText(found.gap).what : found.name, labelOf(found, address)];
    };
    const exported = { firstAddress: 0, table: tableWith([[0x10, 4, 'other']], 'exported') };
    const full = { firstAddress: 0, table: tableWith([[0x10, 4, 'other']]) };
    expect(await reasonFor({ gap: 'stripped' })).toEqual(['/usr/bin/app is stripped.', 'app+0x124']);
    expect((await reasonFor({ gap: 'image-gone' }))[0]).toContain('the image demo is gone');
    expect(await reasonFor(exported)).toEqual([
      gapText({ kind: 'exported-only', binary: '/usr/bin/app' }).what,
      'app+0x124',
    ]);
    expect((await reasonFor(full))[0]).toBe(gapText({ kind: 'no-symbol', binary: '/usr/bin/app' }).what);
  });

  it('has no control characters, and neither has a path', async () => {
    const table = tableWith([
      [0x100, 0x10, '\u001b[31mred\u0007'],
      [0x200, 0x10, '\u001b[0m'],
    ]);
    const names = await symboliser({ firstAddress: 0, table }, '/bin/\u001b[31mapp\n');
    expect(names.functionAt(PROCESS, BigInt(BASE + 0x100), 200)).toMatchObject({ name: 'red', binary: '/bin/app' });
    const empty = { name: null, gap: { kind: 'no-symbol', binary: '/bin/app' } };
    expect(names.functionAt(PROCESS, BigInt(BASE + 0x200), 200)).toMatchObject(empty);
  });

  it('is missing for an address outside of all files', async () => {
    const names = await symboliser({ gap: 'stripped' });
    const found = names.functionAt(PROCESS, 0xffffffffffffffffn, 200);
    expect(found).toEqual({ name: null, gap: { kind: 'no-binary' }, binary: null, fileAddress: null });
    expect(labelOf(found, 0xffffffffffffffffn)).toBe('0xffffffffffffffff');
    const other = names.functionAt({ pidNs: 1, vpid: 1 }, BigInt(BASE), 200);
    expect(other).toMatchObject({ gap: { kind: 'no-load-event' } });
  });
});
