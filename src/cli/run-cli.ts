import { Command, CommanderError } from 'commander';
import type { CliHooks, CliState } from './cli-state';
import { COMMANDS, nameOf } from './command-list';
import { terminal } from './terminal';
import { version } from './version';

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
  const program = new Command('containers-trace')
    .description('Record what a program does inside a container with LTTng, and manage the traces.')
    .option('--library <dir>', 'the folder of the trace library')
    .option('--json', 'print the result as JSON on standard output')
    .showHelpAfterError('Run a command with --help to see its options.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.answer(text), writeErr: (text) => terminal.pass(text) })
    // After a command, `--version` is an argument of that command.
    .enablePositionalOptions()
    .version(version, '--version', 'print the version');
  try {
    await addCommands(program, args, state);
    await program.parseAsync([...args], { from: 'user' });
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { reportFailure, reportUsage } = await import('./report-failure');
    if (!(error instanceof CommanderError)) return reportFailure(error, wantsJson(args));
    // commander has already printed the error on stderr
    if (wantsJson(args)) reportUsage(error.message);
    return BAD_USAGE;
  }
}

/** Adds all commands. Loads the code of those that the arguments name; the others are for the help and for errors. */
async function addCommands(program: Command, args: readonly string[], state: CliState): Promise<void> {
  for (const listed of COMMANDS) {
    const command = program.command(listed.usage).description(listed.help);
    if (listed.argument) command.argument(...listed.argument);
    if (args.includes(nameOf(listed))) (await listed.load())(command, state);
    command
      .exitOverride()
      .copyInheritedSettings(program)
      .option('--library <dir>', 'the folder of the trace library')
      .option('--json', 'print the result as JSON on standard output');
  }
}
