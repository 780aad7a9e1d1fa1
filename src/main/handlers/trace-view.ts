import { AppError } from '@shared/model/app-error';
import type { HandlersOf } from '../handler-context';

export const traceViewHandlers: HandlersOf<'trace-view'> = ({ core, traceViews, window }) => ({
  'trace-view:open': async ({ id, ticket }) => {
    await core.library.record(id); // throws `missing` for an unknown id
    const page = window()?.webContents;
    if (!page) throw new AppError('cancelled', 'The window was closed.');
    traceViews.open(page, { id, ticket });
    return null;
  },
  'trace-view:prepare': async ({ id }) => {
    await core.library.record(id); // as above
    const page = window()?.webContents;
    if (page) traceViews.prepare(page, id);
    return null;
  },
});
