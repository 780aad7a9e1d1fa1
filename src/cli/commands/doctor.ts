import { type Check, capabilitiesSchema } from '@shared/model/capabilities';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { terminal } from '../terminal';

const MARKS: Record<Check['state'], string> = { good: '✓', caution: '!', bad: '✗' };
const MISSING = 3;

export function addDoctor(program: Command, state: CliState): void {
  program
    .command('doctor')
    .description('what this machine can record, and how to mend what it cannot')
    .action(async (_options, command: Command) =>
      withCore(command, async (core, { json }) => {
        const found = await core.doctor((check) => {
          if (!json) terminal.answer(lines(check));
        });
        if (json) terminal.json(capabilitiesSchema, found);
        const canRecord =
          found.checks.every((check) => check.group === 'engine' || check.state !== 'bad') &&
          found.engines.some((engine) => engine.state === 'ready');
        if (!canRecord) state.exitCode = MISSING;
      }),
    );
}

function lines(check: Check): string {
  const head = `${MARKS[check.state]} ${check.title}: ${check.summary}`;
  return [head, ...(check.why ? [`    ${check.why}`] : []), ...(check.remedy ? [`    ${check.remedy}`] : [])].join(
    '\n',
  );
}
