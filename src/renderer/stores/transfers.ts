import type { Transfer } from '@shared/model/transfer';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useTraces } from './traces';

interface TransfersState {
  /** Running transfers, and ended ones that were not dismissed and whose result is not visible elsewhere, the oldest first. */
  transfers: readonly Transfer[];
  handle(transfer: Transfer): void;
  /** Loads the transfers from main after a reload. */
  reload(): Promise<void>;
  cancel(transferId: number): Promise<void>;
  /** Shows the written file in the file manager. */
  show(transferId: number): Promise<void>;
  dismiss(transferId: number): void;
}

const { transfers: labels } = texts;

/** The user knows of a cancelled transfer, and sees the window of a viewer. */
const isShown = ({ kind, state }: Transfer): boolean => state !== 'cancelled' && !(kind === 'view' && state === 'done');

export const useTransfers = create<TransfersState>()((set, get) => {
  const without = (transferId: number): Transfer[] => get().transfers.filter((one) => one.transferId !== transferId);
  return {
    transfers: [],
    handle(transfer) {
      const known = get().transfers.find((one) => one.transferId === transfer.transferId);
      const others = without(transfer.transferId);
      const all = isShown(transfer) ? [...others, transfer] : others;
      set({ transfers: all.sort((a, b) => a.transferId - b.transferId) });
      if (known?.state === transfer.state) return;
      const heading = labels[transfer.kind][transfer.state](transfer.title);
      if (transfer.error) announceUrgently(`${heading} ${transfer.error.message}`);
      else announce(heading);
    },
    async reload() {
      set({ transfers: (await ask('transfers:list', null)).filter(isShown) });
    },
    async cancel(transferId) {
      // Refused if the transfer has ended meanwhile, which its own event reports.
      await ask('transfers:cancel', { transferId }).catch(() => undefined);
    },
    async show(transferId) {
      try {
        await ask('transfers:show', { transferId });
      } catch (thrown) {
        useTraces.getState().refuse(errorOf(thrown));
      }
    },
    dismiss(transferId) {
      set({ transfers: without(transferId) });
      void ask('transfers:forget', { transferId }).catch(() => undefined); // already removed
    },
  };
});
