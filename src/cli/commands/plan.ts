import { planPreviewSchema } from '@shared/ipc/contract';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { addRecordingOptions, type RecordOptions, runConfigOf } from '../record-options';
import { terminal } from '../terminal';

const MISSING = 3;

export function addPlan(program: Command, state: CliState): void {
  const command = program
    .command('plan')
    .description('print what `record` would do, as a shell script')
    .argument('[command...]', 'the command and its arguments, behind --')
    .requiredOption('--engine <engine>', 'podman or docker')
    .requiredOption('--image <image>', 'an image that the engine holds');
  addRecordingOptions(command, 'container').action(async (words: string[], options: RecordOptions, self: Command) =>
    withCore(self, async (core, { json }) => {
      const preview = await core.preview(runConfigOf(words, options));
      for (const problem of preview.problems)
        terminal.say(
          `${problem.severity === 'error' ? '✗' : '!'} ${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`,
        );
      if (json) terminal.json(planPreviewSchema, preview);
      else terminal.answer(preview.script);
      if (preview.problems.some((problem) => problem.severity === 'error')) state.exitCode = MISSING;
    }),
  );
}
