import type { HandlersOf } from '../handler-parts';

export const kernelHandlers: HandlersOf<'kernel'> = ({ core }) => ({
  'kernel:offers': () => core.kernelOffers(),
});
