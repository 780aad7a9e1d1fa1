import type { HandlersOf } from '../handler-parts';

export const traceHandlers: HandlersOf<'traces'> = ({ core }) => ({
  'traces:list': () => core.library.rows(),
  'traces:show': ({ id }) => core.library.report(id),
  'traces:rename': async ({ id, title }) => {
    await core.library.rename(id, title);
    return null;
  },
});
