import type { DaemonRef, Step } from '@shared/planning/step';

/** The sessions that these steps start, with their daemons. */
export const startedSessions = (steps: readonly Step[]): { daemon: DaemonRef; session: string }[] =>
  steps.flatMap(({ do: action }) =>
    action.kind === 'trace'
      ? action.commands.flatMap((command) =>
          command.verb === 'start' ? [{ daemon: action.daemon, session: command.session }] : [],
        )
      : [],
  );
