import type { Check } from '@shared/model/capabilities';
import type { HandlersOf } from '../handler-parts';

export const doctorHandlers: HandlersOf<'doctor'> = ({ core, tell, settings, info }) => {
  const onCheck = (check: Check): void => tell('doctor-check', check);
  return {
    'doctor:run': () => core.doctor.look(onCheck),
    'doctor:further': () => core.doctor.lookFurther(settings.read().viewerPath, onCheck),
    'doctor:mend': ({ checkId }) => core.doctor.mend(checkId),
    'doctor:report': async () => ({
      text: await core.doctor.report(
        { version: info.version, electron: info.electron ?? null },
        settings.read().viewerPath,
      ),
    }),
  };
};
