import type { HandlersOf } from '../handler-context';

export const setupHandlers: HandlersOf<'setups'> = ({ setups }) => ({
  'setups:last': async () => setups.last(),
  'setups:keep': async ({ draft }) => {
    setups.keep(draft);
    return null;
  },
  'setups:list': async () => setups.list(),
  'setups:save': async ({ name, draft }) => setups.save(name, draft),
  'setups:delete': async ({ name }) => setups.delete(name),
  'setups:rename': async ({ name, to }) => setups.rename(name, to),
});
