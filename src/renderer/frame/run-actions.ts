import { canSaveSnapshot } from '@shared/model/run-snapshots';
import type { Action } from '../stores/actions';
import { useDraft } from '../stores/draft';
import { isActive, useRun } from '../stores/run';
import { selectedEngine } from '../stores/selected-engine';
import { useView } from '../stores/view';
import { texts } from '../texts/en';
import { asksBeforeCancel, CANCEL_BUTTON_ID } from '../views/run/asks-before-cancel';

const { palette } = texts;
const { go } = useView.getState();

/** Whether a recording is running. */
export const recording = (): boolean => isActive(useRun.getState().run);

/** The actions on a recording, in every view. */
export const RUN_ACTIONS: readonly Action[] = [
  {
    id: 'record.demo',
    title: palette.recordDemo,
    group: 'record',
    when: () => !recording() && selectedEngine() !== null,
    run: () => {
      const engine = selectedEngine();
      if (engine) void useRun.getState().recordDemo(engine);
    },
  },
  {
    id: 'run.again',
    title: palette.recordAgain,
    group: 'record',
    when: () => useRun.getState().run !== null && !recording(),
    run: async () => {
      const draft = useDraft.getState();
      if (!draft.loaded) await draft.load();
      await draft.recordNow();
    },
  },
  {
    id: 'run.stop',
    title: palette.stop,
    searchTerms: palette.stopTerms,
    group: 'run',
    keys: 'Control+.',
    when: () => useRun.getState().run?.phase === 'running',
    run: () => void useRun.getState().stop(),
  },
  {
    id: 'run.cancel',
    title: palette.cancel,
    searchTerms: palette.cancelTerms,
    group: 'run',
    when: () => recording() && useRun.getState().run?.phase !== 'cancelling',
    run: () => {
      const { run, cancel } = useRun.getState();
      // After a minute of data, the run's button asks first.
      if (run && asksBeforeCancel(run)) go('record', CANCEL_BUTTON_ID);
      else void cancel();
    },
  },
  {
    id: 'run.snapshot',
    title: texts.run.snapshot.save,
    searchTerms: palette.snapshotTerms,
    group: 'run',
    keys: 'Control+S',
    when: () => {
      const { run } = useRun.getState();
      return run !== null && canSaveSnapshot(run);
    },
    run: () => void useRun.getState().saveSnapshot(),
  },
  { id: 'run.show', title: palette.showRun, group: 'run', when: recording, run: () => go('record') },
];
