import { type Action, knowActions } from '../../stores/actions';
import { announceUrgently } from '../../stores/announce';
import { useDraft } from '../../stores/draft';
import { readyEngine } from '../../stores/pick-engine';
import { isActive, useRun } from '../../stores/run';
import { texts } from '../../texts/en';
import { obstacle } from './plan/record-state';

const { actions } = texts.record;
const idle = (): boolean => !isActive(useRun.getState().run);

/** The form's actions for the palette and the keys. */
export const RECORD_ACTIONS: readonly Action[] = [
  {
    id: 'record.start',
    title: actions.start,
    group: 'record',
    keys: 'Control+Enter',
    when: idle,
    run: () => {
      const problem = obstacle();
      // For a field with an error, move the focus there. Otherwise announce the reason.
      if (problem && problem.field === null) announceUrgently(problem.text);
      else void useDraft.getState().recordNow();
    },
  },
  {
    id: 'record.fill-demo',
    title: actions.fillDemo,
    group: 'record',
    run: () => useDraft.getState().useDemo(readyEngine(useDraft.getState().draft.engine)),
  },
  { id: 'record.empty', title: actions.empty, group: 'record', run: () => useDraft.getState().reset() },
];
knowActions(RECORD_ACTIONS);
