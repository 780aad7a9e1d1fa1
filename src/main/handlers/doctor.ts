import type { HandlersOf } from '../handler-parts';

export const doctorHandlers: HandlersOf<'doctor'> = ({ core, tell }) => ({
  'doctor:run': () => core.doctor((check) => tell('doctor-check', check)),
});
