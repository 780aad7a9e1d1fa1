import { shell } from 'electron';
import type { HandlersOf } from '../handler-context';

export const transferHandlers: HandlersOf<'transfers'> = ({ transfers }) => ({
  'transfers:list': async () => transfers.list(),
  'transfers:cancel': async ({ transferId }) => {
    await transfers.cancel(transferId);
    return null;
  },
  'transfers:show': async ({ transferId }) => {
    shell.showItemInFolder(transfers.pathOf(transferId));
    return null;
  },
  'transfers:forget': async ({ transferId }) => {
    transfers.forget(transferId);
    return null;
  },
});
