import type { HandlersOf } from '../handler-context';

export const appHandlers: HandlersOf<'app'> = ({ info, arrived }) => ({
  'app:info': async () => info,
  'app:link': async () => ({ link: arrived.takeLink() }),
});
