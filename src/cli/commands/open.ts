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
  preparing: 'Makes the workspace ready.',
  starting: 'Starts Trace Compass.',
  loading: 'Trace Compass takes the trace in.',
} as const;

export function addOpen(program: Command, state: CliState): void {
  program
    .command('open <id>')
    .description('open a trace in Trace Compass, as one experiment of all its recordings')
    .option('--dry-run', 'print what would be started; start and make nothing')
    .option('--force', 'also with a Trace Compass that is known not to read the trace')
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
        } else if (!json) terminal.answer(told(opening));
        if (json) terminal.json(openingSchema, opening);
      }),
    );
}

/** What kept the trace from being opened, as an error; undefined when it is open. */
function failureOf(opening: Opening): AppError | undefined {
  switch (opening.outcome) {
    case 'opened':
    case 'open-already':
      return undefined;
    case 'no-viewer':
      return new AppError('missing', opening.message, { hint: `${opening.hint} Or name its program in the settings.` });
    case 'unreadable':
      return new AppError('config', opening.message, { hint: `${opening.hint} \`--force\` opens it all the same.` });
    case 'died':
    case 'hangs':
      return new AppError('command', opening.message, { hint: opening.hint, detail: opening.log });
  }
}

const told = (opening: Opening): string =>
  opening.outcome === 'open-already'
    ? `It is open in Trace Compass already: look for its window. Its experiment is “${opening.experiment}”.`
    : opening.outcome === 'opened'
      ? `It is open in Trace Compass. All its recordings together: Experiments, “${opening.experiment}”.`
      : '';
