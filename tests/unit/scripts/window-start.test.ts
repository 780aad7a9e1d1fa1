import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { deathAtStart, unfoundIn, watchLinker } from '../../../scripts/window/death-at-start.mjs';
import { windowEnvironment } from '../../../scripts/window/window-environment.mjs';
import { displayOptions } from '../../../scripts/window/window-options.mjs';

describe('the environment of the window', () => {
  it.each(['ELECTRON_RUN_AS_NODE', 'ELECTRON_FORCE_IS_PACKAGED', 'NODE_OPTIONS', 'NODE_CHANNEL_FD', 'NODE_PATH'])(
    'lacks %s, which is meant for another program',
    (name) => {
      expect(windowEnvironment({ [name]: '1', HOME: '/h' })).toEqual({ HOME: '/h' });
    },
  );

  it('keeps what asks for something of the window itself', () => {
    const env = { ELECTRON_ENABLE_LOGGING: '1', ELECTRON_OZONE_PLATFORM_HINT: 'wayland', NODES: '3', DISPLAY: ':0' };
    expect(windowEnvironment(env)).toEqual(env);
  });
});

describe('the options for a display', () => {
  const WAYLAND = ['--ozone-platform=wayland'];

  it.each([
    ['an X server alone', { DISPLAY: ':0' }, []],
    ['a Wayland compositor alone', { WAYLAND_DISPLAY: 'wayland-0' }, WAYLAND],
    ['a Wayland compositor and an empty DISPLAY', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: '' }, WAYLAND],
    ['both', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, []],
    ['a hint of the user', { WAYLAND_DISPLAY: 'wayland-0', ELECTRON_OZONE_PLATFORM_HINT: 'wayland' }, []],
    ['the hint auto', { WAYLAND_DISPLAY: 'wayland-0', ELECTRON_OZONE_PLATFORM_HINT: 'auto' }, WAYLAND],
  ])('with %s', (_, env, options) => {
    expect(displayOptions(env)).toEqual(options);
  });

  it('leave a choice of the arguments alone', () => {
    expect(displayOptions({ WAYLAND_DISPLAY: 'wayland-0' }, ['--ozone-platform=headless'])).toEqual([]);
  });

  it('cannot be made without a display', () => {
    expect(() => displayOptions({})).toThrow('DISPLAY');
  });
});

const LINKER = `     7:	find library=libc.so.6 [0]; searching
     7:	  trying file=/lib/libc.so.6
     7:	find library=libva.so.2 [0]; searching
     7:	  trying file=/lib/libva.so.2
     7:	calling init: /lib/libc.so.6
     7:	find library=libX11-xcb.so.1 [0]; searching
     7:	  trying file=/lib/libX11-xcb.so.1
`;

describe('a window that dies while it starts', () => {
  const died = (signal: 'SIGTRAP' | 'SIGSEGV' | 'SIGTERM'): number => 128 + constants.signals[signal];

  it('names the library that was looked for last, and its package', () => {
    expect(unfoundIn(LINKER)).toEqual(['libva.so.2', 'libX11-xcb.so.1']);
    const said = deathAtStart({ code: died('SIGTRAP'), afterMs: 900 }, () => unfoundIn(LINKER));
    for (const fact of ['SIGTRAP', 'libX11-xcb.so.1', 'libx11-xcb1']) expect(said).toContain(fact);
  });

  it('names a library whose package is not known, and says when no library is missing', () => {
    expect(deathAtStart({ code: died('SIGSEGV'), afterMs: 1 }, () => ['libunheard.so.9'])).toContain('libunheard.so.9');
    expect(deathAtStart({ code: died('SIGSEGV'), afterMs: 1 }, () => [])).toContain('SIGSEGV');
  });

  it.each([
    ['an end with a status', 1, 900],
    ['an end by a signal from outside', died('SIGTERM'), 900],
    ['a crash of a window that was open', died('SIGSEGV'), 60_000],
  ])('is not %s', (_, code, afterMs) => {
    const looked = (): string[] => {
      throw new Error('started a second time');
    };
    expect(deathAtStart({ code, afterMs }, looked)).toBeUndefined();
  });

  it('tells its libraries when it is started again', () => {
    const crash = "try { process.dlopen({ exports: {} }, 'libunheard.so.9') } catch { process.abort() }";
    expect(watchLinker(process.execPath, ['-e', crash], process.env)).toEqual(['libunheard.so.9']);
  });
});
