import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENOUGH_IDS, lackingSubIds, parseSubIds, subIdsRemedy } from '@core/engines/sub-ids';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';
let files = { subuid: '', subgid: '' };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-sub-ids-'));
  files = { subuid: join(folder, 'subuid'), subgid: join(folder, 'subgid') };
});
afterEach(() => rmSync(folder, { recursive: true }));

const BOB = { uid: 1001, name: 'bob' };

function write(subuid: string, subgid: string): void {
  writeFileSync(files.subuid, subuid);
  writeFileSync(files.subgid, subgid);
}

const remedy = (owner = BOB): string => subIdsRemedy(owner, lackingSubIds(owner, files), files);
const range = (first: number): string => `${first}-${first + ENOUGH_IDS - 1}`;

describe('ranges of ids for user namespaces', () => {
  it('are never taken from somebody who has them', () => {
    write('alice:100000:65536\n', 'alice:100000:65536\n');
    expect(remedy()).toBe(`sudo usermod --add-subuids ${range(165_536)} --add-subgids ${range(165_536)} "$USER"`);
  });

  it.each([
    ['no entry at all', '', '', 100_000],
    ['a range in one of the files', 'alice:100000:65536\n', '', 165_536],
    ['a range in the other file', '', '1000:150000:65536\n', 215_536],
    ['a gap that is too short', 'a:100000:65536\nb:200000:65536\n', '', 265_536],
    ['a gap that is long enough', 'b:300000:65536\na:100000:65536\n', '', 165_536],
    ['overlapping ranges', 'a:100000:200000\nb:120000:10\n', 'c:290000:65536\n', 355_536],
    ['a range below the first one', 'a:1:99999\n', '', 100_000],
    ['a range that reaches into the first one', 'a:90000:20000\n', '', 110_000],
  ])('are the first free ones beside %s', (_what, subuid, subgid, first) => {
    write(subuid, subgid);
    expect(remedy()).toContain(range(first));
  });

  it('are asked for in the file that lacks them alone', () => {
    write('bob:100000:65536\n', '');
    expect(remedy()).toBe(`sudo usermod --add-subgids ${range(165_536)} "$USER"`);
  });

  it('are the user’s by name or number, in several lines', () => {
    write('1001:100000:30000\nbob:200000:40000\n', 'bob:100000:65536\n');
    expect(lackingSubIds(BOB, files)).toEqual([]);
    expect(lackingSubIds({ uid: 1002, name: '' }, files)).toEqual([files.subuid, files.subgid]);
  });

  it('are written by number for a user id without a name', () => {
    expect(remedy({ uid: 4711, name: '' })).toBe(
      `echo 4711:100000:65536 | sudo tee --append ${files.subuid} ${files.subgid}`,
    );
  });

  it('are not promised when none is free', () => {
    write('alice:100000:4294867294\n', '');
    expect(remedy()).toMatch(/^#/);
  });

  it('are read from whole lines alone', () => {
    const lines = [
      'bob:1',
      ':1:2',
      'bob:1:2:3',
      'bob:x:2',
      'bob:-1:2',
      'bob:1:0',
      '# a:1:2',
      'a:4294967295:1',
      'a:1:99999999999',
    ];
    expect(parseSubIds(lines.join('\n'))).toEqual([]);
    expect(parseSubIds('  bob:1:2\r\n')).toEqual([{ owner: 'bob', first: 1, count: 2 }]);
  });

  it('never overlap, whatever is taken', () => {
    const taken = fc.record({ first: fc.nat(2_000_000), count: fc.integer({ min: 1, max: 200_000 }) });
    fc.assert(
      fc.property(fc.array(taken, { maxLength: 30 }), (ranges) => {
        write(ranges.map(({ first, count }) => `x:${first}:${count}\n`).join(''), '');
        const [, from = 0, to = 0] = (/(\d+)-(\d+)/.exec(remedy()) ?? []).map(Number);
        expect(to - from + 1).toBe(ENOUGH_IDS);
        expect(ranges.filter(({ first, count }) => first <= to && first + count > from)).toEqual([]);
      }),
    );
  });
});
