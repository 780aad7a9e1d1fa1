import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import type { ImageRow, RecipeRow } from '@shared/ipc/channels/images';
import type { ErrorData } from '@shared/model/app-error';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';

/** The images of an engine, as last listed. If a listing fails, the previous rows stay. */
export interface EngineImages {
  rows: ImageRow[] | null;
  recipes: RecipeRow[];
  loading: boolean;
  error: ErrorData | null;
}

export type Inspection = { state: 'looking' } | { state: 'failed'; error: ErrorData };

interface ImagesState {
  engines: Partial<Record<EngineId, EngineImages>>;
  /** Running and failed inspections, by lookKey. The rows contain the results. */
  inspections: Record<string, Inspection | undefined>;
  load(engine: EngineId): Promise<void>;
  inspect(engine: EngineId, image: string): Promise<ImageReport | null>;
}

export const NOT_LISTED: EngineImages = { rows: null, recipes: [], loading: false, error: null };

export const inspectionKey = (engine: EngineId, image: string): string => `${engine} ${image}`;

const again = new Set<EngineId>();

export const useImages = create<ImagesState>()((set, get) => {
  const put = (engine: EngineId, change: Partial<EngineImages>): void => {
    const { engines } = get();
    set({ engines: { ...engines, [engine]: { ...(engines[engine] ?? NOT_LISTED), ...change } } });
  };
  const setInspection = (key: string, inspection: Inspection | undefined): void =>
    set({ inspections: { ...get().inspections, [key]: inspection } });
  return {
    engines: {},
    inspections: {},
    /** Runs one listing at a time for each engine. A request meanwhile is served once afterwards. */
    async load(engine) {
      if (get().engines[engine]?.loading) {
        again.add(engine);
        return;
      }
      put(engine, { loading: true });
      do {
        again.delete(engine);
        try {
          const [rows, recipes] = await Promise.all([
            ask('images:list', { engine }),
            ask('images:recipes', { engine }),
          ]);
          put(engine, { rows, recipes, error: null });
        } catch (thrown) {
          put(engine, { error: errorOf(thrown) });
        }
      } while (again.has(engine));
      put(engine, { loading: false });
    },
    async inspect(engine, image) {
      const key = inspectionKey(engine, image);
      if (get().inspections[key]?.state === 'looking') return null;
      setInspection(key, { state: 'looking' });
      try {
        const report = await ask('images:look', { engine, image });
        const rows = get().engines[engine]?.rows ?? null;
        put(engine, { rows: rows?.map((row) => (row.id === report.imageId ? { ...row, report } : row)) ?? null });
        setInspection(key, undefined);
        return report;
      } catch (thrown) {
        setInspection(key, { state: 'failed', error: errorOf(thrown) });
        return null;
      }
    },
  };
});
