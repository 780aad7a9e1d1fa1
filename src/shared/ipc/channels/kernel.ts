import { kernelOffersSchema } from '../../tracing/kernel-offers';
import { channel, nothing } from '../channel';

export const KERNEL_CHANNELS = {
  /** The events of this kernel, from the best source that requires no password. */
  'kernel:offers': channel(nothing, kernelOffersSchema),
} as const;
