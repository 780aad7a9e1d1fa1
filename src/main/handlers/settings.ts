import type { HandlersOf } from '../handler-parts';

export const settingsHandlers: HandlersOf<'settings'> = ({ settings }) => ({
  'settings:read': async () => settings.read(),
  'settings:change': async ({ change }) => settings.change(change),
});
