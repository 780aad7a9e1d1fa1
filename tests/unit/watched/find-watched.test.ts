import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWatched } from '@core/watched/find-watched';
import { functionsIn } from '@core/watched/watchable-functions';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { elfOf, type SmallSymbol, symbolParts } from '../../setup/small-elf';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ct-watched-'));
  mkdirSync(join(root, 'bin'));
});
afterEach(() => rmSync(root, { recursive: true }));

const TEXT = { name: '.text', type: 1, address: 0x1000, content: Buffer.alloc(0x100) };
const SYMBOLS: readonly SmallSymbol[] = [
  { name: 'main', address: 0x1000 },
  { name: 'compress', address: 0x1010 },
  { name: 'compress_alias', address: 0x1010 },
  { name: 'fast_copy', address: 0x1020, type: 10 },
  { name: 'table', address: 0x1030, type: 1 },
  { name: 'malloc', address: 0, section: 0 },
  { name: '_init', address: 0x800 },
];

const program = (table: 'symtab' | 'dynsym', symbols = SYMBOLS): Buffer =>
  elfOf([TEXT, ...symbolParts(symbols, {}, table)]);
const put = (name: string, content: Buffer | string): void => writeFileSync(join(root, 'bin', name), content);
const container = (command = '/bin/tool') => ({ layers: [root], volumes: [], image: 'demo:1', command, env: [] });
const find = (...names: string[]) =>
  findWatched(
    names.map((name) => ({ file: '/bin/tool', function: name })),
    container(),
  );

it('finds functions of full tables, with their aliases, each once', () => {
  put('tool', program('symtab'));
  const path = join(root, 'bin/tool');
  expect(find('main', 'compress_alias', 'main')).toEqual({
    found: [
      { path, symbol: 'main' },
      { path, symbol: 'compress_alias' },
    ],
    problems: [],
  });
  expect(findWatched([{ function: 'main' }], container())).toEqual({ found: [{ path, symbol: 'main' }], problems: [] });
});

it.each([
  ['symtab', 'comp', /inlined/, /compress, compress_alias/],
  ['symtab', 'table', /inlined/, /name/],
  ['symtab', 'fast_copy', /implementations/, /implementations/],
  ['symtab', 'malloc', /library/, /library/],
  ['symtab', '_init', /\.text/, /library/],
  ['dynsym', 'static_one', /stripped/, /stripping/],
] as const)('says why %s has no watchable %s', (table, name, message, hint) => {
  put('tool', program(table));
  const { found, problems } = find('main', name);
  expect(found).toHaveLength(1);
  expect(problems).toEqual([
    {
      code: 'watch-function',
      severity: 'error',
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(hint) as string,
    },
  ]);
});

it.each([
  ['a script', '#!/bin/sh\n', 'watch-file', /script/],
  ['another file', 'hello', 'watch-file', /neither a program nor a library/],
  ['a damaged program', Buffer.from('7f454c46020101', 'hex'), 'watch-file', /neither/],
  ['a program without symbols', elfOf([TEXT]), 'watch-function', /stripped/],
] as const)('says that %s has no functions, once for each reason', (_, content, code, message) => {
  put('tool', content);
  const { found, problems } = find('main', 'main');
  expect(found).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code, message: expect.stringMatching(message) as string });
});

it('says that a file is missing, and that no program is named', () => {
  expect(find('main').problems[0]).toMatchObject({
    code: 'watch-file',
    message: expect.stringContaining('/bin/tool') as string,
  });
  expect(findWatched([{ function: 'main' }], container('')).problems[0]).toMatchObject({ code: 'watch-file' });
  expect(findWatched([{ function: 'main' }], container('./tool')).problems[0]).toMatchObject({ code: 'watch-file' });
});

it('suggests the functions that can be watched, sorted, or says why there are none', () => {
  put('tool', program('symtab'));
  expect(functionsIn(container(), undefined)).toEqual({
    file: '/bin/tool',
    functions: ['compress', 'compress_alias', 'main'],
    problem: null,
  });
  put('bare', elfOf([TEXT]));
  expect(functionsIn(container(), '/bin/bare')).toMatchObject({
    functions: [],
    problem: { message: expect.stringMatching(/stripped/) as string },
  });
});
