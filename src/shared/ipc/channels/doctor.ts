import { capabilitiesSchema } from '../../model/capabilities';
import { channel, nothing } from '../channel';

export const DOCTOR_CHANNELS = {
  'doctor:run': channel(nothing, capabilitiesSchema),
} as const;
