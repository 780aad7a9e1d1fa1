import { Tooltip } from '@base-ui/react/tooltip';
import { Announcer } from './frame/Announcer';
import { Rail } from './frame/Rail';
import { RunBar } from './frame/RunBar';
import { useKeys } from './frame/use-keys';
import { useRun } from './stores/run';
import { useView } from './stores/view';
import { DoctorView } from './views/doctor/DoctorView';
import { RecordView } from './views/record/RecordView';
import { RunView } from './views/run/RunView';
import { TracesView } from './views/traces/TracesView';

/** The frame, and in it the view that is open. A run takes the place of the record form until it is put away. */
export function App() {
  useKeys();
  const view = useView((state) => state.view);
  const showsRun = useRun((state) => state.run !== null && state.put === 'shown');
  return (
    <Tooltip.Provider>
      <div className="frame">
        <Rail />
        <div className="stage">
          {view === 'record' && showsRun ? null : <RunBar />}
          {view === 'record' ? showsRun ? <RunView /> : <RecordView /> : null}
          {view === 'traces' ? <TracesView /> : null}
          {view === 'doctor' ? <DoctorView /> : null}
        </div>
        <Announcer />
      </div>
    </Tooltip.Provider>
  );
}
