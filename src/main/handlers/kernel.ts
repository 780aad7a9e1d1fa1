import type { HandlersOf } from '../handler-context';

export const kernelHandlers: HandlersOf<'kernel'> = ({ core }) => ({
  'kernel:offers': () => core.kernelOffers(),
});
