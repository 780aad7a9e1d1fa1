import { describe, expect, it } from 'vitest';
import { displayRefusal } from '../../../src/main/display-refusal';

const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0' };
const OLD = '33.2.1';

describe('an Electron that was started directly', () => {
  it.each([
    ['an X server', { DISPLAY: ':0' }, [], OLD],
    ['both displays', { ...WAYLAND, DISPLAY: ':0' }, [], OLD],
    ['Wayland alone, which it was asked for', WAYLAND, ['--ozone-platform=wayland'], OLD],
    ['Wayland alone, which the environment asks for', { ...WAYLAND, ELECTRON_OZONE_PLATFORM_HINT: 'wayland' }, [], OLD],
    ['Wayland alone, which it takes by itself', WAYLAND, [], '45.4.1'],
  ])('opens the window with %s', (_, env, args, electron) => {
    expect(displayRefusal(env, args, electron)).toBeUndefined();
  });

  it('says how to open it on Wayland alone', () => {
    expect(displayRefusal(WAYLAND, [], OLD)?.join()).toContain('--ozone-platform=wayland');
  });

  it('says that there is no display', () => {
    expect(displayRefusal({}, [], '45.4.1')?.join()).toContain('WAYLAND_DISPLAY');
  });
});
