import { engineIdSchema, engineLanguage } from '@shared/engines/registry';
import { type Check, capabilitiesSchema, isRecordable } from '@shared/model/capabilities';
import type { Command } from 'commander';
import { version } from '../../../package.json';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { terminal } from '../terminal';

const MARKS: Record<Check['state'], string> = { good: '✓', note: '·', caution: '!', bad: '✗' };
const MISSING = 3;

export function addDoctor(command: Command, state: CliState): void {
  command
    .option('--report', 'print plain text for an issue, without user names, home paths or environment values')
    .action(async (options: { report?: boolean }, command: Command) =>
      withCore(command, async ({ doctor }, { json }, settings) => {
        const onCheck = (check: Check): void => {
          if (!json && !options.report) terminal.answer(lines(check));
        };
        const found = await doctor.runFirst(onCheck);
        const checks = await doctor.runFurther(settings.viewerPath, onCheck);
        if (json) terminal.json(capabilitiesSchema, { ...found, checks });
        else if (options.report)
          terminal.answer((await doctor.report({ version, electron: null }, settings.viewerPath)).trimEnd());
        const canRecord =
          found.checks.every((check) => check.group === 'engine' || check.state !== 'bad') &&
          found.engines.some(isRecordable);
        if (!canRecord) state.exitCode = MISSING;
      }),
    );
}

function lines(check: Check): string {
  const { state, engine, title, summary, why, remedy } = check;
  const of = engine ? engineLanguage(engineIdSchema.parse(engine)).title : title;
  const head = `${MARKS[state]} ${of === title ? title : `${of}, ${title.toLowerCase()}`}: ${summary}`;
  const quiet = state === 'good';
  return [head, ...(why && !quiet ? [`    ${why}`] : []), ...(remedy ? [`    ${remedy}`] : [])].join('\n');
}
