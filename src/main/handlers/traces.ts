import { diskFloor } from '@core/runs/disk-guard';
import type { HandlersOf } from '../handler-parts';

export const traceHandlers: HandlersOf<'traces'> = ({ core, settings }) => ({
  'traces:list': () => core.library.rows(),
  'traces:show': ({ id }) => core.library.report(id),
  'traces:space': async () => {
    const space = await core.library.space();
    const { defaults } = settings.read();
    return { ...space, floorBytes: diskFloor(defaults.limits, space.totalBytes) };
  },
  'traces:rename': async ({ id, title }) => {
    await core.library.rename(id, title);
    return null;
  },
});
