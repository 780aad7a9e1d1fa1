import { validateJournal } from '@core/runs/cleanup/validate-journal';
import type { RunContext } from '@core/runs/run-context';
import { runStep } from '@core/runs/steps/run-step';
import type { Step, UndoAction } from '@shared/planning/step';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { gone } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

describe('a kind that this version does not know', () => {
  it('of an undo is refused by the validation of the journal', () => {
    const undos = [
      { step: { id: 'x', title: 'x' }, undo: { kind: 'format-disk', path: '/' } as unknown as UndoAction },
    ];
    const content = {
      path: '/t/.journal/x.jsonl',
      runId: RUN_ID,
      owner: gone(),
      uid: process.getuid?.(),
      runtimeDir: `${scratch.path}/ct-abcdef`,
      programBegan: false,
      warnings: [],
    };
    expect(() => validateJournal({ ...content, undos, failures: [] }, scratch.path, [scratch.path])).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining('kind of undo') }),
    );
  });

  it('of a step is refused by the runner', async () => {
    const step = { id: 'x', title: 'x', privilege: 'none', do: { kind: 'format-disk' } } as unknown as Step;
    await expect(runStep(step, {} as RunContext)).rejects.toMatchObject({ code: 'bug' });
  });
});
