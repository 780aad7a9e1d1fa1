import { Command } from 'commander';
import type { CliState } from './cli-state';
import { COMMANDS, nameOf } from './command-list';
import { version } from './version';

/** The command line without its commands. */
export function newProgram(): Command {
  return (
    withOutputOptions(new Command('containers-trace'))
      .description('Record what a program does inside a container with LTTng, and manage the traces.')
      .showHelpAfterError('Run a command with --help to see its options.')
      .exitOverride()
      // After a command, `--version` is an argument of that command.
      .enablePositionalOptions()
      .version(version, '--version', 'print the version')
  );
}

/** Options that stand before a command and behind it. */
const withOutputOptions = (command: Command): Command =>
  command
    .option('--library <dir>', 'the folder of the trace library')
    .option('--json', 'print the result as JSON on standard output');

/** Adds all commands. Loads the code of those that `wanted` names; the others are for the help and for errors. */
export async function addCommands(
  program: Command,
  wanted: (name: string) => boolean,
  state: CliState,
): Promise<Command> {
  for (const listed of COMMANDS) {
    const command = program.command(listed.usage).description(listed.help);
    if (listed.argument) command.argument(...listed.argument);
    if (wanted(nameOf(listed))) (await listed.load())(command, state);
    withOutputOptions(command.exitOverride().copyInheritedSettings(program));
  }
  return program;
}
