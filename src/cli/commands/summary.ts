import { traceSummarySchema } from '@shared/analysis/trace-summary';
import type { Command } from 'commander';
import { addSymbolsOption, type SymbolsOption, symbolsFolderOf } from '../analysis/part-options';
import { whileReading } from '../analysis/read-progress';
import { summaryText } from '../analysis/summary-text';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

export function addSummary(command: Command): void {
  addSymbolsOption(command).action(async (id: string, options: SymbolsOption, command: Command) =>
    withLibrary(command, async (core, { json }) => {
      const summary = await whileReading('Analysing', (reading) =>
        core.summary(id, { ...reading, ...symbolsFolderOf(options) }),
      );
      if (json) terminal.json(traceSummarySchema, summary);
      else terminal.answer(summaryText(summary, terminal.width()));
    }),
  );
}
