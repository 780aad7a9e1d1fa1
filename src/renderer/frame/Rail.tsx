import { ChartNoAxesGantt, CircleDot, Rows3, Settings, Stethoscope } from 'lucide-react';
import { keyLabel } from '../format/key-name';
import { isActive, useRun } from '../stores/run';
import { useView, VIEWS, type ViewId } from '../stores/view';
import { texts } from '../texts/en';
import { HelperMark } from './HelperMark';
import { MachineState } from './MachineState';

const ICONS: Record<ViewId, typeof CircleDot> = {
  record: CircleDot,
  traces: Rows3,
  trace: ChartNoAxesGantt,
  doctor: Stethoscope,
  settings: Settings,
};

/** The views, and below them the state of this machine. */
export function Rail() {
  const { view, go } = useView();
  const recording = useRun((state) => isActive(state.run));
  return (
    <nav className="rail" aria-label={texts.frame.views}>
      <ul className="rail-views">
        {VIEWS.map((id, index) => {
          const Icon = ICONS[id];
          const live = id === 'record' && recording;
          return (
            <li key={id}>
              <button
                type="button"
                className="rail-view"
                aria-current={view === id ? 'page' : undefined}
                aria-keyshortcuts={`Control+${index + 1}`}
                title={texts.withKeys(texts.views[id], keyLabel(`Control+${index + 1}`))}
                onClick={() => go(id)}
              >
                <Icon size={20} strokeWidth={1.75} aria-hidden className={live ? 'rail-live' : undefined} />
                {texts.views[id]}
              </button>
            </li>
          );
        })}
      </ul>
      <div className="rail-foot">
        <HelperMark />
        <MachineState />
      </div>
    </nav>
  );
}
