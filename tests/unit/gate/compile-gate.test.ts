import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { compileGate, GATE_FOLDER } from '../../../scripts/build/compile-gate.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');

it('needs only the C library, in the oldest version that there is for this processor', () => {
  const library = compileGate(ROOT).toString('latin1');
  expect(library.match(/\0lib[a-z0-9_-]+\.so(\.\d+)*(?=\0)/g)).toEqual(['\0libc.so.6']);
  expect(new Set(library.match(/GLIBC_[A-Z0-9._]+/g)).size).toBe(1);
});

it('compiles without warnings', () => {
  const sources = readdirSync(resolve(ROOT, GATE_FOLDER)).filter((name) => name.endsWith('.c'));
  const options = [
    '-std=gnu11',
    '-O2',
    '-Wall',
    '-Wextra',
    '-Wconversion',
    '-Wno-sign-conversion',
    '-Werror',
    '-fsyntax-only',
  ];
  const { stderr, status } = spawnSync('cc', [...options, ...sources], {
    cwd: resolve(ROOT, GATE_FOLDER),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('has one reason for each program that is left alone', () => {
  const table = readFileSync(resolve(ROOT, GATE_FOLDER, 'left-alone.h'), 'utf8');
  const rows = table.split('\n').filter((line) => line.startsWith('PROGRAM'));
  const names = rows.map((row) => /^PROGRAM\("([a-z0-9-]+)", "[^"]{10,}"\)$/.exec(row)?.[1]);
  expect(names).toContain('setpriv');
  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(names.length);
});
