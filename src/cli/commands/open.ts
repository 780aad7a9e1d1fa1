import { AppError, exitCodeOf } from '@shared/model/app-error';
import { shellCommand } from '@shared/planning/shell-quote';
import { type Opening, openingPlanSchema, openingSchema } from '@shared/viewer/opening';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface OpenOptions {
  dryRun?: boolean;
  force?: boolean;
}

const PHASES = {
  preparing: 'Preparing the workspace.',
  starting: 'Starting Trace Compass.',
  loading: 'Trace Compass is loading the trace.',
} as const;

export function addOpen(command: Command, state: CliState): void {
  command
    .option('--dry-run', 'print the command without running it')
    .option('--force', 'open the trace even if this Trace Compass cannot read it')
    .action(async (id: string, { dryRun = false, force = false }: OpenOptions, command: Command) =>
      withLibrary(command, async (core, { json }, { viewerPath }) => {
        const { traceCompass } = core.viewers;
        if (dryRun) {
          const plan = await traceCompass.plan(id, viewerPath);
          if ('outcome' in plan) throw failureOf(plan);
          if (json) terminal.json(openingPlanSchema, plan);
          else terminal.answer(shellCommand([plan.program, ...plan.args]));
          return;
        }
        const opening = await traceCompass.open(id, {
          chosen: viewerPath,
          force,
          onPhase: (phase) => terminal.say(PHASES[phase]),
        });
        const failure = failureOf(opening);
        if (failure) {
          state.exitCode = exitCodeOf(failure.code);
          terminal.error(failure.toData());
        } else if (!json) terminal.answer(openedText(opening));
        if (json) terminal.json(openingSchema, opening);
      }),
    );
}

/** The error that prevented opening the trace; undefined when the trace is open. */
function failureOf(opening: Opening): AppError | undefined {
  switch (opening.outcome) {
    case 'opened':
    case 'open-already':
      return undefined;
    case 'no-viewer':
      return new AppError('missing', opening.message, {
        hint: `${opening.hint} Or select its program in the settings.`,
      });
    case 'unreadable':
      return new AppError('config', opening.message, { hint: `${opening.hint} Use \`--force\` to open it anyway.` });
    case 'died':
    case 'hangs':
      return new AppError('command', opening.message, { hint: opening.hint, detail: opening.log });
  }
}

const openedText = (opening: Opening): string =>
  opening.outcome === 'open-already'
    ? `The trace is already open in Trace Compass, as the experiment “${opening.experiment}”. Switch to its window.`
    : opening.outcome === 'opened'
      ? `The trace is open in Trace Compass. All its recordings are under Experiments, “${opening.experiment}”.`
      : '';
