import { engineIdSchema } from '@shared/engines/registry';
import { useMemo } from 'react';
import type { Action } from '../stores/actions';
import { announce } from '../stores/announce';
import { useBuilds } from '../stores/builds';
import { useDoctor } from '../stores/doctor';
import { useDraft } from '../stores/draft';
import { useView } from '../stores/view';
import { texts } from '../texts/en';

/** The actions on each engine of this machine that is ready. */
export function useEngineActions(): readonly Action[] {
  const engines = useDoctor((state) => state.capabilities?.engines);
  return useMemo(
    () =>
      (engines ?? []).flatMap(({ id, title, state }) => {
        const engine = engineIdSchema.safeParse(id);
        return engine.success && state === 'ready' ? actionsOf(engine.data, title) : [];
      }),
    [engines],
  );
}

const { palette } = texts;

const actionsOf = (engine: ReturnType<typeof engineIdSchema.parse>, title: string): Action[] => [
  {
    id: `engine.${engine}`,
    title: palette.recordWith(title),
    group: 'record',
    when: () => useDraft.getState().draft.engine !== engine,
    run: () => {
      useDraft.getState().change({ engine });
      useView.getState().go('record');
      announce(palette.recordWith(title));
    },
  },
  {
    id: `build.${engine}`,
    title: palette.buildDemo(title),
    searchTerms: palette.buildDemoTerms,
    group: 'record',
    when: () => useBuilds.getState().builds[`${engine} demo`]?.state !== 'building',
    run: () => {
      useView.getState().go('record');
      void useBuilds.getState().build(engine, 'demo');
    },
  },
];
