import { type ComponentType, lazy } from 'react';
import type { ViewId } from '../stores/view';

type ShownView = ViewId | 'run';

/** The code of each view is a separate chunk, so that the first paint loads only the view that is shown. */
const LOADERS: Record<ShownView, () => Promise<{ default: ComponentType }>> = {
  record: async () => ({ default: (await import('../views/record/RecordView')).RecordView }),
  run: async () => ({ default: (await import('../views/run/RunView')).RunView }),
  traces: async () => ({ default: (await import('../views/traces/TracesView')).TracesView }),
  trace: async () => ({ default: (await import('../views/trace/TraceView')).TraceView }),
  doctor: async () => ({ default: (await import('../views/doctor/DoctorView')).DoctorView }),
  settings: async () => ({ default: (await import('../views/settings/SettingsView')).SettingsView }),
};

export const LAZY_VIEWS: Record<ShownView, ComponentType> = {
  record: lazy(LOADERS.record),
  run: lazy(LOADERS.run),
  traces: lazy(LOADERS.traces),
  trace: lazy(LOADERS.trace),
  doctor: lazy(LOADERS.doctor),
  settings: lazy(LOADERS.settings),
};

/** Loads the code of a view before React needs it. */
export const fetchView = (view: ShownView): Promise<unknown> => LOADERS[view]();

/** Loads the other views while the window is idle, so that a change of view is immediate. */
export function fetchViewsWhenIdle(): void {
  requestIdleCallback(async () => {
    for (const view of Object.keys(LOADERS) as ShownView[]) await fetchView(view);
  });
}
