import { ENGINE_IDS } from '@shared/engines/registry';
import { planPreviewSchema } from '@shared/ipc/channels/runs';
import { exitCodeOf } from '@shared/model/app-error';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { addRecordingOptions, type RecordOptions, runConfigOf } from '../record-options';
import { terminal } from '../terminal';

export function addPlan(program: Command, state: CliState): void {
  const command = program
    .command('plan')
    .description('print what `record` would do, as a shell script')
    .argument('[command...]', 'the command and its arguments, behind --')
    .requiredOption('--engine <engine>', ENGINE_IDS.join(' or '))
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
      const blocking = preview.problems.find((problem) => problem.severity === 'error');
      if (blocking) state.exitCode = exitCodeOf(blocking.code ?? 'config');
    }),
  );
}
