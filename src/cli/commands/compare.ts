import type { Core } from '@core/core';
import { compareInLibrary } from '@core/library/compare';
import { functionComparisonSchema } from '@shared/analysis/function-comparison';
import { AppError } from '@shared/model/app-error';
import { comparisonSchema } from '@shared/model/compare-traces';
import type { Command } from 'commander';
import { functionComparisonText } from '../analysis/comparison-text';
import { limitOf } from '../analysis/part-options';
import { whileReading } from '../analysis/read-progress';
import { compareText } from '../compare-text';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface CompareOptions {
  onlyDifferent?: boolean;
  functions?: boolean;
  limit?: string;
}

const FEW = 30;
const WITHOUT_FUNCTIONS = '--only-different compares facts, so it cannot be used with --functions.';
const WITH_FUNCTIONS = '--limit is for --functions only.';

export function addCompare(command: Command): void {
  command
    .option('--only-different', 'omit facts that are the same or unknown in both traces')
    .option('--functions', 'compare the functions instead, the largest difference of self time first')
    .option('--limit <number>', `with --functions: show at most this many; default: ${FEW}, with --json all`)
    .action(async (id: string, other: string, options: CompareOptions, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const { onlyDifferent, functions, limit } = options;
        if (functions ? onlyDifferent : limit !== undefined)
          throw new AppError('config', functions ? WITHOUT_FUNCTIONS : WITH_FUNCTIONS);
        if (functions) return compareFunctions(core, [id, other], options, json === true);
        const whole = await compareInLibrary(core.library, id, other);
        const facts = onlyDifferent ? whole.facts.filter(({ verdict }) => verdict === 'differs') : whole.facts;
        if (json) terminal.json(comparisonSchema, { ...whole, facts });
        else terminal.answer(compareText(whole, onlyDifferent === true));
      }),
    );
}

async function compareFunctions(
  core: Core,
  ids: readonly [string, string],
  { limit }: CompareOptions,
  json: boolean,
): Promise<void> {
  const most = limitOf(limit, json ? Number.POSITIVE_INFINITY : FEW);
  const compared = await whileReading('Analysing', (reading) => core.compareFunctions(ids, most, reading));
  if (json) terminal.json(functionComparisonSchema, compared);
  else terminal.answer(functionComparisonText(compared, terminal.width()));
}
