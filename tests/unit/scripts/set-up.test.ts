import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileStates, fingerprint } from '../../../scripts/run/build.mjs';
import { inForeground } from '../../../scripts/run/child.mjs';
import { closingLine, countsOf, failuresOf } from '../../../scripts/run/test-results.mjs';
import { cacheFolder } from '../../../scripts/setup/cache-folder.mjs';
import { holdsAllOf } from '../../../scripts/setup/npm-packages.mjs';
import { atLeast } from '../../../scripts/setup/versions.mjs';

describe('versions', () => {
  it.each([
    ['v20.19.0', '20.19.0', true],
    ['v20.18.9', '20.19.0', false],
    ['v24.0.0', '20.19', true],
    ['v18.19.1', '20.19.0', false],
    ['4.9.3+ds1-1', '5', false],
    ['13', '13.0', true],
  ])('%s is at least %s: %s', (version, wanted, expected) => {
    expect(atLeast(version, wanted)).toBe(expected);
  });

  it('must begin with a number', () => {
    expect(() => atLeast('sid', '13')).toThrow('sid');
  });
});

describe('the cache folder', () => {
  const plain = { root: false, forTests: false, home: '/home/u' };

  it('is what the environment says, else the XDG folder, else below home', () => {
    expect(cacheFolder({ CONTAINERS_TRACE_CACHE: '/c', XDG_CACHE_HOME: '/x' }, plain)).toBe('/c');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, plain)).toBe('/x/containers-trace');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, plain)).toBe('/home/u/.cache/containers-trace');
  });

  it('can be read by everybody when root tests', () => {
    expect(cacheFolder({}, { root: true, forTests: true, home: '/root' })).toBe('/var/cache/containers-trace');
    expect(cacheFolder({}, { ...plain, forTests: true })).toBe('/home/u/.cache/containers-trace');
  });
});

describe('installed npm packages', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/b-other-platform': { version: '1.0.0', optional: true },
    },
  };

  it('match the lock without the optional ones of other platforms', () => {
    expect(holdsAllOf({ packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } }, lock)).toBe(
      true,
    );
  });

  it('do not match with another version, another content or one missing', () => {
    expect(holdsAllOf({ packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } }, lock)).toBe(
      false,
    );
    expect(holdsAllOf({ packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } }, lock)).toBe(
      false,
    );
    expect(holdsAllOf({ packages: {} }, lock)).toBe(false);
  });
});

describe('the fingerprint of the sources', () => {
  it('changes with a content and with a name, not with a time', () => {
    const root = mkdtempSync(join(tmpdir(), 'ct-fingerprint-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    const write = (name: string, text: string): string => {
      writeFileSync(join(root, 'src', name), text);
      return fingerprint(root, ['src', 'not-there.json']);
    };
    const first = write('deep/a.ts', 'one');
    expect(write('deep/a.ts', 'one')).toBe(first);
    const changed = write('deep/a.ts', 'two');
    expect(changed).not.toBe(first);
    expect(write('b.ts', '')).not.toBe(changed);
  });
});

describe('what the file system says about the sources', () => {
  it('changes with each write, also of the same size and with a time that was set back', () => {
    const root = mkdtempSync(join(tmpdir(), 'ct-states-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    const file = join(root, 'src/deep/a.ts');
    const states = (): string => fileStates(root, ['src', 'not-there.json']);
    writeFileSync(file, 'one');
    const first = states();
    readFileSync(file);
    expect(states()).toBe(first);
    const { atime, mtime } = statSync(file);
    writeFileSync(file, 'two');
    utimesSync(file, atime, mtime);
    const written = states();
    expect(written).not.toBe(first);
    writeFileSync(join(root, 'src/b.ts'), '');
    expect(states()).not.toBe(written);
  });
});

describe('the foreground group of a terminal', () => {
  it.each([
    ['10 (node) S 1 10 10 34816 10 4194304', true],
    ['10 (no) de) S 1 10 10 34816 99 4194304', false],
    ['10 (node) S 1 10 10 0 -1 4194304', false],
  ])('%s: %s', (stat, expected) => {
    expect(inForeground(stat)).toBe(expected);
  });
});

describe('the closing line of all tests', () => {
  it('adds what vitest and Playwright report', () => {
    const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };
    expect(countsOf(vitest)).toEqual({ passed: 5, failed: 0, skipped: 1 });
    const playwright = { stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 0 } };
    expect(countsOf(playwright)).toEqual({ passed: 4, failed: 2, skipped: 0 });
  });

  it('counts a test file that cannot be loaded', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [broken] };
    expect(countsOf(report).failed).toBe(1);
  });

  it('names each failed test with the start of its error', () => {
    const failed = {
      status: 'failed',
      fullName: 'kill -9 leaves nothing',
      failureMessages: ['\u001b[31mStill there\u001b[39m'],
    };
    const passed = { status: 'passed', fullName: 'another', failureMessages: [] };
    const files = [
      { name: 'kill.test.ts', status: 'failed', assertionResults: [passed, failed] },
      { name: 'broken.test.ts', status: 'failed', assertionResults: [], message: 'SyntaxError' },
    ];
    expect(failuresOf({ testResults: files })).toEqual([
      { test: 'kill.test.ts: kill -9 leaves nothing', reason: 'Still there' },
      { test: 'broken.test.ts', reason: 'SyntaxError' },
    ]);
    const spec = { title: 'opens', ok: false, tests: [{ results: [{ error: { message: 'Timeout' } }] }] };
    const suite = { title: 'a.spec.ts', suites: [{ title: 'the window', specs: [spec, { ok: true, tests: [] }] }] };
    expect(failuresOf({ stats: {}, suites: [suite] })).toEqual([
      { test: 'a.spec.ts: the window: opens', reason: 'Timeout' },
    ]);
  });

  it('says that something failed when the run did', () => {
    expect(closingLine({ passed: 7, failed: 0, skipped: 0 }, 0)).toBe('7 passed, 0 failed');
    expect(closingLine({ passed: 7, failed: 0, skipped: 2 }, 1)).toBe('7 passed, 1 failed, 2 skipped');
  });
});
