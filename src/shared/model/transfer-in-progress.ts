import type { Transfer } from './transfer';

/** Whether it has not ended yet; one that is being cancelled still has to take back what it made. */
export const isInProgress = ({ state }: Pick<Transfer, 'state'>): boolean =>
  state === 'going' || state === 'cancelling';
