import { CommanderError } from 'commander';
import type { CliHooks, CliState } from './cli-state';
import { loadFailureReport } from './load-failure-report';
import { addCommands, newProgram } from './program';
import { terminal } from './terminal';

const BAD_USAGE = 2;

/** After `--` the option belongs to the traced program. */
const wantsJson = (args: readonly string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');

/**
 * Runs the command line.
 * @returns the exit status: 0 done, 1 failed, 2 bad usage, 3 a requirement is missing, 130 cancelled
 */
export async function runCli(args: readonly string[], hooks: CliHooks = {}): Promise<number> {
  const state: CliState = { exitCode: 0, hooks };
  const program = newProgram().configureOutput({
    writeOut: (text) => terminal.answer(text),
    writeErr: (text) => terminal.pass(text),
  });
  try {
    await addCommands(program, (name) => args.includes(name), state);
    await program.parseAsync([...args], { from: 'user' });
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { reportFailure, reportUsage } = await loadFailureReport();
    if (!(error instanceof CommanderError)) return reportFailure(error, wantsJson(args));
    // commander has already printed the error on stderr
    if (wantsJson(args)) reportUsage(error.message);
    return BAD_USAGE;
  }
}
