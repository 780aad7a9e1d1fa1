import type { ExportFileFormat } from '@shared/archive/formats';
import type { ReadyArchive } from '@shared/model/ready-archive';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useTraces } from './traces';

interface ArchivesState {
  /** The archives of traces that may be dragged next. Other traces have no entry. */
  byTrace: ReadonlyMap<string, ReadyArchive>;
  handle(archive: ReadyArchive): void;
  /** Loads the state from main after a reload. */
  reload(): Promise<void>;
  /** Starts the desktop's drag, or shows why it is not possible. */
  drag(ids: readonly string[]): Promise<void>;
  /**
   * Asks for a place and exports as a transfer.
   * @param format the only one that is offered; default: all
   * @param range nanoseconds since the begin of the trace; default: the whole trace, as for archives
   */
  save(ids: readonly string[], format?: ExportFileFormat, range?: { fromNs: number; toNs: number }): Promise<void>;
}

const { dragHandle: labels } = texts.traces;

/** The combined archive state of several traces. */
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
  async save(ids, format, range) {
    useTraces.getState().refuse(null);
    try {
      await ask('exports:save', { ids: [...ids], format: format ?? null, range: range ?? null });
    } catch (thrown) {
      useTraces.getState().refuse(errorOf(thrown));
    }
  },
}));
