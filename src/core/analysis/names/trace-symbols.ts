import type { Symboliser } from '../../symbols/symboliser';

/** Names nothing: no load event is known. */
export const NO_SYMBOLS: Symboliser = {
  functionAt: () => ({ name: null, gap: { kind: 'no-load-event' }, binary: null, fileAddress: null }),
  executableOf: () => null,
};
