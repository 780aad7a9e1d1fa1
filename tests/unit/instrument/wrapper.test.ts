import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toolsFiles } from '@core/instrument/tools-archive';
import { SKIP_REASONS } from '@shared/instrument/instrument-report';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const WRAPPER = resolve(import.meta.dirname, '../../../src/core/instrument/wrapper/cc1.sh');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-wrapper-'));
  mkdirSync(join(folder, 'tools/report'), { recursive: true });
  for (const name of ['cc1', 'cc1plus']) cpSync(WRAPPER, join(folder, 'tools', name));
  const excludes = { headers: false, excludeFiles: '', excludeFunctions: 'not_this' };
  for (const [name, content] of Object.entries(toolsFiles(excludes)))
    if (content !== null) writeFileSync(join(folder, 'tools', name), content);
  for (const name of ['cc1', 'cc1plus']) chmodSync(join(folder, 'tools', name), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A stand-in for GCC, which notes how its cc1 is called. cc1 fails if it is instrumented and the source contains FAILS. */
function call(args: string[], { machine = 'x86_64-linux-gnu', options = '', source = 'int f;', self = 'cc1' } = {}) {
  const at = (name: string): string => join(folder, name);
  writeFileSync(
    at('gcc'),
    `#!/bin/sh\ncase $1 in -print-prog-name=*) echo ${at('real')} ;; -dumpmachine) echo ${machine} ;; esac\n`,
    { mode: 0o755 },
  );
  writeFileSync(
    at('real'),
    `#!/bin/sh
printf '%s\\n' "$*" >> ${at('calls')}
case "$*" in *-finstrument-functions*) grep -q FAILS ${at('a.c')} && { echo broken >&2; exit 1; } ;; esac
while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
[ -z "$out" ] || [ "$out" = - ] || echo "of cc1" > "$out"
echo warning >&2
`,
    { mode: 0o755 },
  );
  writeFileSync(at('a.c'), source);
  writeFileSync(at('calls'), '');
  const env = { PATH: process.env['PATH'], TMPDIR: folder, COLLECT_GCC: at('gcc'), COLLECT_GCC_OPTIONS: options };
  const { status, stdout, stderr } = spawnSync(join(folder, 'tools', self), args, {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  const report = join(folder, 'tools/report/files');
  return {
    status,
    stdout,
    stderr,
    calls: readFileSync(at('calls'), 'utf8').split('\n').filter(Boolean),
    outcome: existsSync(report) ? readFileSync(report, 'utf8').split('\t')[0] : null,
    output: existsSync(at('a.s')) ? readFileSync(at('a.s'), 'utf8') : null,
  };
}

const COMPILE = ['-quiet', '-imultiarch', 'x86_64-linux-gnu', 'a.c', '-dumpbase', 'a.c', '-o', 'a.s'];

describe('the compiler wrapper', () => {
  it('adds the hooks to a compilation, without the standard library and headers', () => {
    const { calls, outcome, output, status, stderr } = call(COMPILE);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(
      / -finstrument-functions -finstrument-functions-exclude-file-list=\/usr\/include,\S*,\.h,/,
    );
    expect(calls[0]).toMatch(/-exclude-function-list=not_this$/);
    expect({ outcome, output, status, stderr }).toEqual({
      outcome: 'instrumented',
      output: 'of cc1\n',
      status: 0,
      stderr: 'warning\n',
    });
  });

  it.each<[what: string, args: string[], options: Parameters<typeof call>[1], outcome: string | null]>([
    ['preprocesses', ['-E', 'a.c'], {}, null],
    ['lists dependencies', ['-M', 'a.c'], {}, null],
    ['checks the syntax', ['-fsyntax-only', 'a.c'], {}, null],
    ['prints a version', ['-version'], {}, null],
    ['reads standard input', ['-', '-o', 'a.s'], {}, null],
    ['is a test of autoconf', ['conftest.c', '-o', 'a.s'], {}, null],
    ['is a test of CMake', ['/b/CMakeFiles/CMakeScratch/TryCompile-x/src.c', '-o', 'a.s'], {}, null],
    ['is a test of CMake for the compiler', ['CMakeCCompilerId.c', '-o', 'a.s'], {}, null],
    ['is a test of Meson', ['/b/meson-private/tmpx/testfile.c', '-o', 'a.s'], {}, null],
    ['is freestanding', [...COMPILE, '-ffreestanding'], {}, 'freestanding'],
    ['has no standard library', COMPILE, { options: "'-O2' '-nostdlib' '-c'" }, 'freestanding'],
    ['has hooks of its own', [...COMPILE, '-finstrument-functions'], {}, 'own-option'],
    ['refuses hooks', [...COMPILE, '-fno-instrument-functions'], {}, 'own-option'],
    ['defines the hooks', COMPILE, { source: 'void __cyg_profile_func_enter(void*,void*);' }, 'own-hooks'],
    ['is for musl', COMPILE, { machine: 'x86_64-alpine-linux-musl' }, 'no-hooks'],
    ['is for bare hardware', COMPILE, { machine: 'arm-none-eabi' }, 'no-hooks'],
    ['makes a precompiled header', [...COMPILE, '--output-pch=a.gch'], {}, 'precompiled-header'],
  ])('passes on what %s', (_what, args, options, outcome) => {
    const done = call(args, options);
    expect(done.calls).toEqual([args.join(' ')]);
    expect(done.outcome).toBe(outcome);
    if (outcome !== null) expect(Object.keys(SKIP_REASONS)).toContain(outcome);
  });

  it.each(['x86_64-linux-gnu', 'aarch64-linux-gnu', 'arm-linux-gnueabihf', 'x86_64-redhat-linux', 'x86_64-suse-linux'])(
    'instruments for %s',
    (machine) => {
      expect(call(COMPILE, { machine }).outcome).toBe('instrumented');
    },
  );

  it('compiles as requested if the source does not compile with hooks, and prints the messages once', () => {
    const done = call(COMPILE, { source: 'FAILS' });
    expect(done.calls.at(-1)).toBe(COMPILE.join(' '));
    expect(done).toMatchObject({ status: 0, outcome: 'failed', output: 'of cc1\n', stderr: 'warning\n' });
  });

  it('writes to standard output for -pipe', () => {
    const done = call([...COMPILE.slice(0, -1), '-']);
    expect(done).toMatchObject({ status: 0, stdout: 'of cc1\n', outcome: 'instrumented' });
  });

  it.each([
    ['an optimised C source', [...COMPILE, '-O2'], 'cc1', 3],
    ['a source without optimisation', [...COMPILE, '-O2', '-O0'], 'cc1', 1],
    ['C++', [...COMPILE, '-O2'], 'cc1plus', 1],
    ['a source that is optimised while linking', [...COMPILE, '-O2', '-flto'], 'cc1', 1],
  ] as const)('compares %s with and without hooks only where inlining costs', (_what, args, self, calls) => {
    expect(call([...args], { self }).calls).toHaveLength(calls);
  });

  it('does not exclude a source whose own path looks like a header', () => {
    const { calls } = call(['/nowhere/x.hidden/a.c', '-o', 'a.s']);
    expect(calls[0]).not.toMatch(/,\.h,/);
  });

  it('leaves no temporary files', () => {
    call([...COMPILE, '-O2']);
    expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).not.toMatch(/ct-cc1/);
  });
});

const hasCompiler = spawnSync('gcc', ['--version']).status === 0;

describe.runIf(hasCompiler)('with a real GCC', () => {
  it('excludes functions that are inlined everywhere, and keeps the others', () => {
    const source = `static int gone(int x) { return x * 3; }
int kept_gone(int x);
__attribute__((noinline)) int kept_gone(int x) { return gone(x) + 1; }
static int alone(int x) { return x + 2; }
int main(int argc, char **argv) { (void)argv; return alone(kept_gone(argc)); }
`;
    writeFileSync(join(folder, 'main.c'), source);
    const env = { ...process.env, COMPILER_PATH: join(folder, 'tools'), TMPDIR: folder };
    const done = spawnSync('gcc', ['-O2', '-Wall', '-Werror', '-o', 'main', 'main.c'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'tools/report/files'), 'utf8')).toMatch(/^instrumented\t\d+\t\d+\t/);
    const names = readFileSync(join(folder, 'tools/report/functions'), 'utf8');
    expect(names).toMatch(/\tmain\n/);
    expect(names).toMatch(/\tkept_gone\n/);
    expect(names).not.toMatch(/\talone\n/); // no part of the name of a kept function
  });
});
