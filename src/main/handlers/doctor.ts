import type { Check } from '@shared/model/capabilities';
import type { HandlersOf } from '../handler-context';

export const doctorHandlers: HandlersOf<'doctor'> = ({ core, send, settings, info }) => {
  const onCheck = (check: Check): void => send('doctor-check', check);
  return {
    'doctor:run': () => core.doctor.runFirst(onCheck),
    'doctor:further': () => core.doctor.runFurther(settings.read().viewerPath, onCheck),
    'doctor:fix': ({ checkId }) => core.doctor.fix(checkId),
    'doctor:report': async () => ({
      text: await core.doctor.report(
        { version: info.version, electron: info.electron ?? null },
        settings.read().viewerPath,
      ),
    }),
  };
};
