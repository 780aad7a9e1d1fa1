import type { EngineId } from '@shared/engines/registry';
import { findImage } from '@shared/images/find-image';
import type { ImageReport } from '@shared/images/image-report-schema';
import type { ImageRow, RecipeRow } from '@shared/ipc/channels/images';
import { useEffect } from 'react';
import { type EngineImages, type Inspection, inspectionKey, NOT_LISTED, useImages } from '../../../stores/images';

/** An image is inspected when its name has not changed for this long. */
const INSPECT_DELAY_MS = 400;

/** The images of an engine. Listed when the engine is selected, and when the window gets the focus. */
export function useEngineImages(engine: EngineId | null): EngineImages {
  const list = useImages((state) => (engine === null ? undefined : state.engines[engine]));
  useEffect(() => {
    if (engine === null) return;
    const load = (): void => void useImages.getState().load(engine);
    load();
    window.addEventListener('focus', load);
    return () => window.removeEventListener('focus', load);
  }, [engine]);
  return list ?? NOT_LISTED;
}

export interface FieldImage {
  row: ImageRow | undefined;
  recipe: RecipeRow | undefined;
  inspection: Inspection | undefined;
}

/** The image of the field. An image without a report is inspected once. */
export function useFieldImage(engine: EngineId | null, value: string, list: EngineImages): FieldImage {
  const reference = value.trim();
  const row = findImage(list.rows ?? [], reference);
  const inspection = useImages((state) =>
    engine === null ? undefined : state.inspections[inspectionKey(engine, reference)],
  );
  const due = engine !== null && row !== undefined && row.report === null && inspection === undefined;
  useEffect(() => {
    if (!due || engine === null) return;
    const timer = setTimeout(() => void useImages.getState().inspect(engine, reference), INSPECT_DELAY_MS);
    return () => clearTimeout(timer);
  }, [due, engine, reference]);
  const recipe = list.recipes.find((one) => (row ? row.names.includes(one.reference) : one.reference === reference));
  return { row, recipe, inspection };
}

/** The report on the field's image; null before its inspection. */
export function useImageReport(engine: EngineId | null, value: string): ImageReport | null {
  const rows = useImages((state) => (engine === null ? null : (state.engines[engine]?.rows ?? null)));
  return findImage(rows ?? [], value)?.report ?? null;
}
