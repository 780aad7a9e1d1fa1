import { AppError } from '@shared/model/app-error';
import type { HandlersOf } from '../handler-parts';

export const helperHandlers: HandlersOf<'helper'> = ({ core, run }) => ({
  'helper:state': async () => ({ up: core.helper.isUp() }),
  'helper:end': async () => {
    if (run.runId !== null)
      throw new AppError('config', 'A recording goes on, and the helper may be recording the kernel for it.', {
        hint: 'Stop the recording first.',
      });
    await core.helper.end();
    return null;
  },
});
