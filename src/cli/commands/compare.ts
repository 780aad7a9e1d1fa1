import { compareInLibrary } from '@core/library/compare';
import { comparisonSchema } from '@shared/model/compare-traces';
import type { Command } from 'commander';
import { compareText } from '../compare-text';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

export function addCompare(program: Command): void {
  program
    .command('compare <id> <other>')
    .description('show the facts of two traces side by side')
    .option('--only-different', 'omit facts that are the same or unknown in both traces')
    .action(async (id: string, other: string, { onlyDifferent }: { onlyDifferent?: boolean }, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const whole = await compareInLibrary(core.library, id, other);
        const facts = onlyDifferent ? whole.facts.filter(({ verdict }) => verdict === 'differs') : whole.facts;
        if (json) terminal.json(comparisonSchema, { ...whole, facts });
        else terminal.answer(compareText(whole, onlyDifferent === true));
      }),
    );
}
