import type { HandlersOf } from '../handler-parts';

export const viewerHandlers: HandlersOf<'viewers'> = ({ core, settings, tell }) => ({
  'viewers:open': ({ id, force }) =>
    core.viewers.traceCompass.open(id, {
      chosen: settings.read().viewerPath,
      force,
      onPhase: (phase) => tell('viewer-phase', { id, phase }),
    }),
  'viewers:end': async ({ id }) => {
    core.library.folderOf(id); // an id of nothing is told as such
    return { ended: await core.viewers.traceCompass.end(id) };
  },
  'viewers:terminal': async ({ id }) => {
    await core.viewers.openTerminal(id);
    return null;
  },
});
