import type { Transfer } from './transfer';

/** Whether a transfer has not ended yet. One that is being cancelled still has to clean up. */
export const isInProgress = ({ state }: Pick<Transfer, 'state'>): boolean =>
  state === 'going' || state === 'cancelling';
