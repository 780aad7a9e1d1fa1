import { AppError } from '@shared/model/app-error';
import type { StepAction } from '@shared/planning/step';
import { startProgram } from '../../process/start-program';
import type { RunContext } from '../run-context';
import { afterDuration } from '../watch/after-duration';
import { noteExitStatus } from './note-exit-status';
import { StepOutput } from './step-output';

/** Runs a program on the host, without a container. It ends with this process, as our daemons do. */
export async function runProgram(
  action: Extract<StepAction, { kind: 'run-program' }>,
  stepId: string,
  run: RunContext,
): Promise<void> {
  const [file, ...args] = action.command;
  if (file === undefined) throw new AppError('config', 'The request names no program to run.');
  const env = Object.fromEntries(action.env.map((variable) => [variable.name, variable.value]));
  const output = new StepOutput(stepId, run.emit);
  const program = startProgram(file, args, env, (stream, text) => output.add(stream, text));
  run.journal.noteProgram();
  const limit = afterDuration(action.maxDurationS, () => run.stop('time-limit'));
  const end = (): void => program.end(action.graceS);
  run.stopped.addEventListener('abort', end, { once: true });
  run.cancelled.addEventListener('abort', end, { once: true });
  if (run.stopped.aborted || run.cancelled.aborted) end(); // requested before the listeners were added: no event follows
  try {
    const exitCode = await program.ended.catch((error: unknown) => {
      run.journal.retractProgram();
      throw error;
    });
    if (run.cancelled.aborted) throw new AppError('cancelled', 'The run was cancelled while the program was running.');
    if (run.stoppedBy()) return;
    noteExitStatus(run, exitCode, output.errors);
  } finally {
    limit.clear();
    output.end();
    run.stopped.removeEventListener('abort', end);
    run.cancelled.removeEventListener('abort', end);
  }
}
