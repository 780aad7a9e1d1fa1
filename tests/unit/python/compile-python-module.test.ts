import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { compilePythonModule, PYTHON_FOLDER } from '../../../scripts/build/compile-python-module.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');
const SOURCES = resolve(ROOT, PYTHON_FOLDER);

it('needs only LTTng-UST and the C library', () => {
  const library = compilePythonModule(ROOT).toString('latin1');
  const needed = new Set(library.match(/(?<=\0)lib[a-z0-9_-]+\.so(\.\d+)*(?=\0)/g));
  // lttng/tracepoint.h loads this one by its name
  expect([...needed].filter((name) => !name.startsWith('liblttng-ust-tracepoint')).sort()).toEqual([
    'libc.so.6',
    'liblttng-ust.so.1',
  ]);
});

it('compiles without warnings', () => {
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.c'));
  const options = [
    ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Wconversion', '-Wno-sign-conversion', '-Werror', '-fsyntax-only'],
    '-I.',
  ];
  const { stderr, status } = spawnSync('cc', [...options, ...sources], { cwd: SOURCES, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
