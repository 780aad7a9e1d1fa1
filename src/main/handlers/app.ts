import type { HandlersOf } from '../handler-context';

export const appHandlers: HandlersOf<'app'> = ({ info }) => ({
  'app:info': async () => info,
});
