import './frame/frame.css';
import { Tooltip } from '@base-ui/react/tooltip';
import { Suspense, useDeferredValue } from 'react';
import { Announcer } from './frame/Announcer';
import { FRAME_ACTIONS } from './frame/frame-actions';
import { DropOverlay } from './frame/import/DropOverlay';
import { ImportDialog } from './frame/import/ImportDialog';
import { KeysSheet } from './frame/keys/KeysSheet';
import { LAZY_VIEWS } from './frame/lazy-views';
import { Palette } from './frame/palette/Palette';
import { Rail } from './frame/Rail';
import { RunBar } from './frame/RunBar';
import { TransferBar } from './frame/TransferBar';
import { Arrived } from './frame/use-arrival';
import { useEngineActions } from './frame/use-engine-actions';
import { useKeys } from './frame/use-keys';
import { ViewerBar } from './frame/ViewerBar';
import { useActions } from './stores/actions';
import { useRun } from './stores/run';
import { useView } from './stores/view';

/** The frame and the open view. A run is shown instead of the record form until it is dismissed. */
export function App() {
  useKeys();
  useActions(FRAME_ACTIONS);
  useActions(useEngineActions());
  const view = useView((state) => state.view);
  const showsRun = useRun((state) => state.run !== null && state.display === 'shown');
  const requested = view === 'record' && showsRun ? 'run' : view;
  // The previous view stays until the code of the next one is loaded, so that no empty frame flashes.
  const shown = useDeferredValue(requested);
  const View = LAZY_VIEWS[shown];
  return (
    <Tooltip.Provider>
      <div className="frame">
        <Rail />
        <div className="stage">
          {shown === 'run' ? null : <RunBar />}
          <Arrived value={shown === requested}>
            <Suspense fallback={null}>
              <View key={shown} />
            </Suspense>
          </Arrived>
          <ViewerBar />
          <TransferBar />
        </div>
        <ImportDialog />
        <DropOverlay />
        <Announcer />
        <Palette />
        <KeysSheet />
      </div>
    </Tooltip.Provider>
  );
}
