import type { ImageProgram } from '@shared/images/image-programs';
import { pythonReadiness } from '@shared/images/python-readiness';
import { describe, expect, it } from 'vitest';
import { UNPREPARED } from '../setup/payload-facts';

const python = (path: string, names: string[] = []): ImageProgram => ({
  ...{ path, names, linking: 'glibc', foreign: false, privileged: false, ust: null, ownMalloc: false },
  runtime: 'python',
});
const PYTHON = python('/usr/bin/python3.11', ['/usr/bin/python3']);
const reportOf = (special: ImageProgram[], more = 0) => ({
  ...UNPREPARED,
  programs: { ...UNPREPARED.programs, special, more },
});
const codesOf = (
  report: Parameters<typeof pythonReadiness>[0],
  command: string[] = ['python3', 'service.py'],
  change: Partial<Parameters<typeof pythonReadiness>[1]> = {},
) =>
  pythonReadiness(report, { tracer: 'payload', parts: ['calls'], command, env: [], ...change }).map(({ code }) => code);

describe('an image whose Python programs are recorded', () => {
  it.each([
    ['has CPython 3.11', [PYTHON], []],
    ['has CPython 3.9', [python('/usr/local/bin/python3.9')], []],
    ['has a Python whose version is not known', [python('/opt/app/uwsgi')], []],
    ['has an old and a new Python', [python('/usr/bin/python2.7'), PYTHON], []],
    ['has none', [], ['no-python']],
    ['has Python 2 alone', [python('/usr/bin/python2.7')], ['old-python']],
    ['has Python 3.8 alone', [python('/usr/bin/python3.8')], ['old-python']],
  ] as const)('%s', (_what, programs, expected) => expect(codesOf(reportOf([...programs]))).toEqual(expected));

  it('can have one that the report left out', () => expect(codesOf(reportOf([], 12))).toEqual([]));

  it('has no problem if nothing of Python is recorded', () =>
    expect(codesOf(reportOf([]), ['sh'], { parts: [] })).toEqual([]));

  it('cannot load the module beside LTTng-UST 2.12 of its own', () => {
    const ust = { library: '/usr/lib/liblttng-ust.so.0.0.0', version: '2.12.1', abi: 8, socket: null, contexts: [] };
    expect(codesOf({ ...reportOf([PYTHON]), ust }, undefined, { tracer: 'image' })).toEqual(['python-module']);
    expect(codesOf({ ...reportOf([PYTHON]), ust }, undefined, { tracer: 'payload' })).toEqual([]);
  });
});

describe('a Python that is started', () => {
  it.each([
    [['-I', 'a.py'], true],
    [['-S', 'a.py'], true],
    [['-E', '-c', 'pass'], true],
    [['-uIm', 'http.server'], true],
    [['-W', 'ignore', '-Es', 'a.py'], true],
    [['-X', 'dev', '--check-hash-based-pycs', 'never', '-I'], true],
    [['-u', 'a.py', '-I'], false],
    [['-m', 'tool', '-S'], false],
    [['-mSite'], false],
    [['-c', 'pass', '-E'], false],
    [['-WIgnore', 'a.py'], false],
    [['-', '-I'], false],
    [['-s', '-B', 'a.py'], false],
    [[], false],
  ] as const)('with %j ignores the module: %s', (words, isIsolated) => {
    for (const program of ['python3', '/usr/bin/python3.11'])
      expect(codesOf(reportOf([PYTHON]), [program, ...words])).toEqual(isIsolated ? ['isolated-python'] : []);
  });

  it('is looked at only if it is the program that the container starts', () =>
    expect(codesOf(reportOf([PYTHON]), ['env', '-S', 'python3 -I'])).toEqual([]));
});
