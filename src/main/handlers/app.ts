import type { HandlersOf } from '../handler-context';

export const appHandlers: HandlersOf<'app'> = ({ info, links }) => ({
  'app:info': async () => info,
  'app:link': async () => ({ link: links.take() }),
});
