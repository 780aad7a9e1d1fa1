import type { ReadyArchive } from '@shared/model/ready-archive';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useTraces } from './traces';

interface ArchivesState {
  /** Of the traces that may be dragged next; of any other nothing is known. */
  byTrace: ReadonlyMap<string, ReadyArchive>;
  handle(archive: ReadyArchive): void;
  /** After a reload: what main knows. */
  reload(): Promise<void>;
  /** Begins the desktop's own drag, or says why not. */
  drag(ids: readonly string[]): Promise<void>;
  /** Asks where to, and exports as a transfer. */
  save(ids: readonly string[]): Promise<void>;
}

const { dragHandle: labels } = texts.traces;

/** What of the traces can be dragged out at this moment. */
export const useArchives = create<ArchivesState>()((set, get) => ({
  byTrace: new Map(),
  handle(archive) {
    const byTrace = new Map(get().byTrace);
    if (archive.state === 'none') byTrace.delete(archive.traceId);
    else byTrace.set(archive.traceId, archive);
    set({ byTrace });
  },
  async reload() {
    const archives = await ask('exports:archives', null);
    set({ byTrace: new Map(archives.map((archive) => [archive.traceId, archive])) });
  },
  async drag(ids) {
    const refused = ids.map((id) => get().byTrace.get(id)).find((one) => one?.state === 'refused');
    if (refused) {
      announceUrgently(labels.refused(refused.error?.message ?? ''));
      return;
    }
    try {
      const { started } = await ask('exports:drag', { ids: [...ids] });
      if (!started) announce(labels.notYet(ids.length));
    } catch (thrown) {
      announceUrgently(errorOf(thrown).message);
    }
  },
  async save(ids) {
    useTraces.getState().refuse(null);
    try {
      await ask('exports:save', { ids: [...ids] });
    } catch (thrown) {
      useTraces.getState().refuse(errorOf(thrown));
    }
  },
}));
