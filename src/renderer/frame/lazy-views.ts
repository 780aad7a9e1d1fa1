import { type ComponentType, lazy } from 'react';
import type { ViewId } from '../stores/view';

type ShownView = ViewId | 'run';

/** Each view is a piece of code of its own, so that the first paint waits for none but the one it shows. */
const LOADERS: Record<ShownView, () => Promise<{ default: ComponentType }>> = {
  record: async () => ({ default: (await import('../views/record/RecordView')).RecordView }),
  run: async () => ({ default: (await import('../views/run/RunView')).RunView }),
  traces: async () => ({ default: (await import('../views/traces/TracesView')).TracesView }),
  doctor: async () => ({ default: (await import('../views/doctor/DoctorView')).DoctorView }),
  settings: async () => ({ default: (await import('../views/settings/SettingsView')).SettingsView }),
};

export const LAZY_VIEWS: Record<ShownView, ComponentType> = {
  record: lazy(LOADERS.record),
  run: lazy(LOADERS.run),
  traces: lazy(LOADERS.traces),
  doctor: lazy(LOADERS.doctor),
  settings: lazy(LOADERS.settings),
};

/** Fetches the code of a view before React asks for it. */
export const fetchView = (view: ShownView): Promise<unknown> => LOADERS[view]();

/** Fetches the others when the window has nothing else to do, so that a change of view waits for nothing. */
export function fetchViewsWhenIdle(): void {
  requestIdleCallback(async () => {
    for (const view of Object.keys(LOADERS) as ShownView[]) await fetchView(view);
  });
}
