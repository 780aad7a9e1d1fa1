import type { HandlersOf } from '../handler-parts';

export const appHandlers: HandlersOf<'app'> = ({ info }) => ({
  'app:info': async () => info,
});
