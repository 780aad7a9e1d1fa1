import { traceReportSchema, traceRowSchema } from '@shared/model/trace-record';
import type { Command } from 'commander';
import { z } from 'zod';
import { reportText } from '../report-text';
import { interruptedNotice, rowsText } from '../rows-text';
import { terminal } from '../terminal';
import { withTraces } from '../with-traces';

export function addList(command: Command): void {
  command.action(async (_options, command: Command) =>
    withTraces(command, async (library, { json }) => {
      const rows = await library.rows();
      if (json) return terminal.json(z.array(traceRowSchema), rows);
      if (rows.length === 0) return terminal.say(`No traces in ${library.dir} yet. Run \`demo\` to record one.`);
      terminal.answer(rowsText(rows));
      const notice = interruptedNotice(rows);
      if (notice) terminal.say(notice);
    }),
  );
}

export function addShow(command: Command): void {
  command.action(async (id: string, _options, command: Command) =>
    withTraces(command, async (library, { json }) => {
      const report = await library.report(id);
      if (json) terminal.json(traceReportSchema, report);
      else terminal.answer(reportText(report));
    }),
  );
}
