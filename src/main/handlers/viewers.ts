import { defaultPlaces } from '@core/places';
import type { HandlersOf } from '../handler-context';
import { viewInSpeedscope } from '../speedscope/view-in-speedscope';

export const viewerHandlers: HandlersOf<'viewers'> = ({ core, settings, send, transfers, window }) => ({
  'viewers:open': ({ id, force }) =>
    core.viewers.traceCompass.open(id, {
      chosen: settings.read().viewerPath,
      force,
      onPhase: (phase) => send('viewer-phase', { id, phase }),
    }),
  'viewers:end': async ({ id }) => {
    core.library.folderOf(id); // throws `missing` for an unknown id
    return { ended: await core.viewers.traceCompass.end(id) };
  },
  'viewers:speedscope': async ({ id }) => {
    const { title } = await core.library.record(id);
    const { cacheDir } = defaultPlaces(process.env);
    transfers
      .start('view', title, async (tools) => {
        await viewInSpeedscope({ core, settings, window }, cacheDir, { id, title }, tools);
        return { traceIds: [], path: null };
      })
      .catch(() => undefined); // the transfer reports the failure
    return null;
  },
  'viewers:terminal': async ({ id }) => {
    await core.viewers.openTerminal(id);
    return null;
  },
});
