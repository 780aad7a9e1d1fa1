import type { SeenRow } from '@shared/images/seen-rows';
import { planPreviewSchema } from '@shared/ipc/channels/runs';
import { exitCodeOf } from '@shared/model/app-error';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { levelLines } from '../level-lines';
import { withCore } from '../open-core';
import { addContainerRecording, rawOptionsOf } from '../request/record-options';
import { runConfigOf } from '../request/run-config-of';
import { terminal } from '../terminal';

export function addPlan(command: Command, state: CliState): void {
  addContainerRecording(command).action(async (argv: string[], collected: unknown, self: Command) =>
    withCore(self, async (core, { json }) => {
      const preview = await core.preview(runConfigOf(argv, rawOptionsOf(collected)));
      for (const problem of preview.problems)
        terminal.say(
          `${problem.severity === 'error' ? '✗' : '!'} ${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`,
        );
      for (const line of seenLines(preview.sees)) terminal.say(line);
      for (const line of [...preview.reaches, ...levelLines(preview.privilege)]) terminal.say(line);
      if (json) terminal.json(planPreviewSchema, preview);
      else terminal.answer(preview.script);
      const blocking = preview.problems.find((problem) => problem.severity === 'error');
      if (blocking) state.exitCode = exitCodeOf(blocking.code ?? 'config');
    }),
  );
}

const MARKS: Readonly<Record<SeenRow['seen'], string>> = { yes: '✓', partly: '~', no: '✗' };

function seenLines(rows: readonly SeenRow[]): string[] {
  if (rows.length === 0) return [];
  return ['What will be seen:', ...rows.map(({ what, seen, why }) => `  ${MARKS[seen]} ${what}: ${why}`)];
}
