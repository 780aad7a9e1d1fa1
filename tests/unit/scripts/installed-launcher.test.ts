import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { windowEnvironment } from '../../../scripts/window/window-environment.mjs';
import { displayOptions } from '../../../scripts/window/window-options.mjs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const MISSING = 3;
const USER = 1000;
const below = (...parts: string[]): string => join(scratch.path, ...parts);
const program = (path: string, ...lines: string[]): void => {
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
};

/** An installed tree whose Electron prints its arguments and its environment. */
beforeEach(() => {
  mkdirSync(below('bin'));
  mkdirSync(below('lib/containers-trace'), { recursive: true });
  mkdirSync(below('fake'));
  cpSync(
    join(import.meta.dirname, '../../../packaging/containers-trace.sh'),
    below('lib/containers-trace/containers-trace'),
  );
  symlinkSync('../lib/containers-trace/containers-trace', below('bin/containers-trace'));
  program(below('lib/containers-trace/electron'), 'printf "%s\\n" "$@"', 'echo environment', 'env');
});

function start(args: string[], env: Record<string, string>, uid = USER, cwd = '/') {
  program(below('fake/id'), `echo ${uid}`);
  const PATH = `${below('fake')}:${process.env['PATH']}`;
  const ran = spawnSync(below('bin/containers-trace'), args, { encoding: 'utf8', env: { ...env, PATH }, cwd });
  const [words = '', variables = ''] = ran.stdout.split('environment\n');
  const names = variables.split('\n').map((line) => line.replace(/=.*/s, ''));
  return { status: ran.status, stderr: ran.stderr, words: words.split('\n').filter(Boolean), names };
}

const X11 = { DISPLAY: ':0' };
const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0' };

describe('the command of an installed tree', () => {
  it.each([
    ['with nothing behind it', []],
    ['by name', ['window']],
  ])('refuses the window as root %s, with the way out', (_, args) => {
    const { status, stderr, words } = start(args, X11, 0);
    expect({ status, words }).toEqual({ status: MISSING, words: [] });
    for (const fact of ['as root', 'your own user', '--no-sandbox']) expect(stderr).toContain(fact);
  });

  it('opens the window as root where the sandbox is left out on purpose', () => {
    expect(start(['window', '--no-sandbox'], X11, 0).words).toEqual(['--no-sandbox']);
  });

  it.each([
    ['a file', ['a.ctrace.zip', '--no-sandbox']],
    ['--', ['window', '--', '--no-sandbox']],
  ])('refuses the window as root where --no-sandbox is behind %s, and so no option', (_, args) => {
    const { status, words } = start(args, X11, 0);
    expect({ status, words }).toEqual({ status: MISSING, words: [] });
  });

  it('runs the command line, as root too', () => {
    const { words, names } = start(['list', '--json'], {}, 0);
    expect(words.slice(1)).toEqual(['list', '--json']);
    expect(words[0]).toMatch(/\/resources\/app\/out\/main\/cli\.js$/);
    expect(names).toContain('ELECTRON_RUN_AS_NODE');
  });

  it.each([
    ['an X server', X11, []],
    ['a Wayland compositor', WAYLAND, []],
    ['both', { ...X11, ...WAYLAND }, []],
    ['a hint of the user', { ...WAYLAND, ELECTRON_OZONE_PLATFORM_HINT: 'wayland' }, []],
    ['a choice in the arguments', WAYLAND, ['--ozone-platform=headless']],
  ])('asks Electron for what npm start asks for, with %s', (_, env, args) => {
    expect(start(['window', ...args], env).words).toEqual([...displayOptions(env, args), ...args]);
  });

  it.each([
    ['a file', ['a.ctrace.zip'], ['--', 'a.ctrace.zip']],
    ['a path', ['/home/user/Größe'], ['--', '/home/user/Größe']],
    [
      'a link',
      ['containers-trace://trace/20260304-120000-00beef'],
      ['--', 'containers-trace://trace/20260304-120000-00beef'],
    ],
    ['files of the desktop', ['window', '/a b.zip', '/c.zip'], ['--', '/a b.zip', '/c.zip']],
    ['options before files', ['window', '--lang=de', 'a.zip'], ['--lang=de', '--', 'a.zip']],
    [
      'a name like an option behind a file',
      ['a.zip', '--gpu-launcher=sh -c x'],
      ['--', 'a.zip', '--gpu-launcher=sh -c x'],
    ],
    ['a name like an option behind --', ['window', '--', '--gpu-launcher=sh'], ['--', '--gpu-launcher=sh']],
    ['a name with signs of the shell', ['$(touch x) `y`;.zip'], ['--', '$(touch x) `y`;.zip']],
  ])('opens %s in the window', (_, args, words) => {
    expect(start(args, X11).words).toEqual(words);
  });

  it('takes an option that is the name of a file for the file, as a * of the shell gives it', () => {
    const name = '--gpu-launcher=sh.zip';
    writeFileSync(below(name), '');
    expect(start(['window', name, 'b.zip'], X11, USER, scratch.path).words).toEqual(['--', name, 'b.zip']);
  });

  it('takes an option that is the name of a broken link for a file, too', () => {
    const name = '--gpu-launcher=touch x';
    symlinkSync('/nonexistent', below(name));
    expect(start(['window', name, 'b.zip'], X11, USER, scratch.path).words).toEqual(['--', name, 'b.zip']);
  });

  it('leaves out the variables that npm start leaves out', () => {
    const env = {
      ...X11,
      ...{ NODE_OPTIONS: '--x', NODE_CHANNEL_FD: '9', ELECTRON_RUN_AS_NODE: '1', ELECTRON_FORCE_IS_PACKAGED: '1' },
      ...{ ELECTRON_ENABLE_LOGGING: '1', NODES: '3' },
    };
    const { names } = start(['window'], env);
    expect(names.filter((name) => name in env).sort()).toEqual(Object.keys(windowEnvironment(env)).sort());
  });

  it('says that there is no display', () => {
    const { status, stderr } = start(['window'], {});
    expect(status).toBe(MISSING);
    expect(stderr).toContain('WAYLAND_DISPLAY');
  });
});
