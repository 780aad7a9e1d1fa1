import { errorOf } from '../bridge';
import type { Action } from '../stores/actions';
import { announceUrgently } from '../stores/announce';
import { isChecking, useDoctor } from '../stores/doctor';
import { useHelper } from '../stores/helper';
import { useImports } from '../stores/imports';
import { useOverlay } from '../stores/overlay';
import { useRun } from '../stores/run';
import { useSettings } from '../stores/settings';
import { useView, VIEWS } from '../stores/view';
import { texts } from '../texts/en';
import { copyReport, startSanity, whyNoSanity } from '../views/doctor/doctor-actions';
import { useOpenDialog } from '../views/traces/open-dialog';
import { SEARCH_FIELD_ID } from '../views/traces/search-field';
import { RUN_ACTIONS, recording } from './run-actions';
import { VIEWER_ACTIONS } from './viewer-actions';

const { palette } = texts;
const go = useView.getState().go;

function openDialog(dialog: 'trash' | 'space'): void {
  go('traces');
  useOpenDialog.setState({ dialog });
}

const GO: Action[] = VIEWS.map((view, index) => ({
  id: `go.${view}`,
  title: palette.goTo(texts.views[view]),
  group: 'go',
  keys: `Control+${index + 1}`,
  run: () => go(view),
}));

const THEMES: Action[] = (['system', 'light', 'dark'] as const).map((theme) => ({
  id: `theme.${theme}`,
  title: palette.theme[theme],
  searchTerms: palette.themeTerms,
  group: 'settings',
  when: () => (useSettings.getState().settings?.theme ?? 'system') !== theme,
  run: () => useSettings.getState().change({ theme }),
}));

/** The actions of every view. Each view registers further actions with useActions(). */
export const FRAME_ACTIONS: readonly Action[] = [
  {
    id: 'record.new',
    title: palette.newRecording,
    group: 'record',
    keys: 'Control+N',
    run: () => {
      useRun.getState().dismissFinished();
      go('record');
    },
  },
  {
    id: 'traces.import',
    title: texts.imports.action,
    searchTerms: texts.imports.searchTerms,
    group: 'traces',
    keys: 'Control+I',
    run: () => useImports.getState().select('archives'),
  },
  {
    id: 'traces.import-folder',
    title: texts.imports.actionFolder,
    searchTerms: texts.imports.searchTerms,
    group: 'traces',
    run: () => useImports.getState().select('folder'),
  },
  ...RUN_ACTIONS,
  {
    id: 'traces.search',
    title: palette.searchTraces,
    group: 'traces',
    keys: 'Control+F',
    run: () => go('traces', SEARCH_FIELD_ID),
  },
  {
    id: 'doctor.look',
    title: palette.checkAgain,
    group: 'doctor',
    keys: 'F5',
    keysWhen: () => useView.getState().view === 'doctor',
    when: () => !isChecking(useDoctor.getState()),
    run: () => {
      go('doctor');
      void useDoctor.getState().check();
    },
  },
  {
    id: 'doctor.sanity',
    title: texts.doctor.sanity,
    group: 'doctor',
    when: () => whyNoSanity() === null,
    run: () => void startSanity(),
  },
  {
    id: 'doctor.report',
    title: palette.copyReport,
    searchTerms: palette.copyReportTerms,
    group: 'doctor',
    run: () => copyReport().catch((thrown: unknown) => announceUrgently(errorOf(thrown).message)),
  },
  {
    id: 'helper.end',
    title: texts.frame.helper.stop,
    searchTerms: palette.stopHelperTerms,
    group: 'doctor',
    when: () => useHelper.getState().up && !recording(),
    run: () => void useHelper.getState().stop(),
  },
  {
    id: 'traces.trash',
    title: texts.traces.actions.trash,
    searchTerms: texts.traces.actions.trashTerms,
    group: 'traces',
    run: () => openDialog('trash'),
  },
  {
    id: 'traces.space',
    title: texts.traces.actions.space,
    searchTerms: texts.traces.actions.spaceTerms,
    group: 'traces',
    run: () => openDialog('space'),
  },
  ...VIEWER_ACTIONS,
  ...GO,
  ...THEMES,
  {
    id: 'palette',
    title: palette.open,
    group: 'help',
    keys: 'Control+K',
    when: () => useOverlay.getState().open !== 'palette',
    run: () => useOverlay.getState().show('palette'),
  },
  {
    id: 'keys',
    title: palette.keys,
    searchTerms: palette.keysTerms,
    group: 'help',
    keys: 'F1',
    moreKeys: ['?'],
    run: () => useOverlay.getState().show('keys'),
  },
];
