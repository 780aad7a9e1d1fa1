import { AppError } from '@shared/model/app-error';
import type { HandlersOf } from '../handler-context';

export const helperHandlers: HandlersOf<'helper'> = ({ core, run }) => ({
  'helper:state': async () => ({ up: core.helper.isUp() }),
  'helper:end': async () => {
    if (run.runId !== null)
      throw new AppError(
        'config',
        'The helper cannot be stopped during a recording, because it may be recording the kernel.',
        {
          hint: 'Stop the recording first.',
        },
      );
    await core.helper.end();
    return null;
  },
});
