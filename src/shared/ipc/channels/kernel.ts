import { kernelOffersSchema } from '../../tracing/kernel-offers';
import { channel, nothing } from '../channel';

export const KERNEL_CHANNELS = {
  /** What can be recorded of this kernel, by the best that can be asked without a password. */
  'kernel:offers': channel(nothing, kernelOffersSchema),
} as const;
