import { describe, expect, it } from 'vitest';
import { displayRefusal } from '../../../src/main/display-refusal';

const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0' };
const OLD = '33.2.1';

describe('Electron started directly', () => {
  it.each([
    ['an X server', { DISPLAY: ':0' }, [], OLD],
    ['both displays', { ...WAYLAND, DISPLAY: ':0' }, [], OLD],
    ['only Wayland, selected by an option', WAYLAND, ['--ozone-platform=wayland'], OLD],
    ['only Wayland, selected by the environment', { ...WAYLAND, ELECTRON_OZONE_PLATFORM_HINT: 'wayland' }, [], OLD],
    ['only Wayland, which is its default', WAYLAND, [], '45.4.1'],
  ])('opens the window with %s', (_, env, args, electron) => {
    expect(displayRefusal(env, args, electron)).toBeUndefined();
  });

  it('names the option that opens the window on Wayland', () => {
    expect(displayRefusal(WAYLAND, [], OLD)?.join()).toContain('--ozone-platform=wayland');
  });

  it('reports that there is no display', () => {
    expect(displayRefusal({}, [], '45.4.1')?.join()).toContain('WAYLAND_DISPLAY');
  });
});
