import type { HandlersOf } from '../handler-context';

export const viewerHandlers: HandlersOf<'viewers'> = ({ core, settings, send }) => ({
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
  'viewers:terminal': async ({ id }) => {
    await core.viewers.openTerminal(id);
    return null;
  },
});
