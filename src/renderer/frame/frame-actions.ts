import type { Action } from '../stores/actions';
import { chosenEngine } from '../stores/choice';
import { useDoctor } from '../stores/doctor';
import { useOverlay } from '../stores/overlay';
import { isGoingOn, useRun } from '../stores/run';
import { useSettings } from '../stores/settings';
import { useView, VIEWS } from '../stores/view';
import { texts } from '../texts/en';
import { SEARCH_FIELD_ID } from '../views/traces/search-field';

const { palette } = texts;
const recording = (): boolean => isGoingOn(useRun.getState().run);
const go = useView.getState().go;

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
  words: palette.themeWords,
  group: 'settings',
  when: () => (useSettings.getState().settings?.theme ?? 'system') !== theme,
  run: () => useSettings.getState().change({ theme }),
}));

/** What is possible in every view. Each view offers its own beside these, with useActions(). */
export const FRAME_ACTIONS: readonly Action[] = [
  {
    id: 'record.new',
    title: palette.newRecording,
    group: 'record',
    keys: 'Control+N',
    run: () => {
      useRun.getState().putAwayWhenOver();
      go('record');
    },
  },
  {
    id: 'record.demo',
    title: palette.recordDemo,
    group: 'record',
    when: () => !recording() && chosenEngine() !== null,
    run: () => {
      const engine = chosenEngine();
      if (engine) void useRun.getState().recordDemo(engine);
    },
  },
  {
    id: 'run.stop',
    title: palette.stop,
    group: 'run',
    keys: 'Control+.',
    when: () => useRun.getState().run?.phase === 'running',
    run: () => void useRun.getState().stop(),
  },
  { id: 'run.show', title: palette.showRun, group: 'run', when: recording, run: () => go('record') },
  {
    id: 'traces.search',
    title: palette.searchTraces,
    group: 'traces',
    keys: 'Control+F',
    run: () => go('traces', SEARCH_FIELD_ID),
  },
  {
    id: 'doctor.look',
    title: palette.lookAgain,
    group: 'doctor',
    when: () => !useDoctor.getState().looking,
    run: () => {
      go('doctor');
      void useDoctor.getState().look();
    },
  },
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
    group: 'help',
    keys: 'F1',
    run: () => useOverlay.getState().show('keys'),
  },
];
