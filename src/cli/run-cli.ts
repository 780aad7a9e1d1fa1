import { AppError, exitCodeOf, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { Command, CommanderError } from 'commander';
import type { CliHooks, CliState } from './cli-state';
import { addCompare } from './commands/compare';
import { addDoctor } from './commands/doctor';
import { addExport } from './commands/export';
import { addBuild, addImages } from './commands/images';
import { addImport } from './commands/import';
import { addMoveLibrary } from './commands/move';
import { addNote, addRename } from './commands/note';
import { addOpen } from './commands/open';
import { addPlan } from './commands/plan';
import { addDemo, addRecord, addSanity } from './commands/record';
import { addDisk, addFreeSpace } from './commands/space';
import { addList, addRecover, addShow } from './commands/traces';
import { addDelete, addRestore, addTrash } from './commands/trash';
import { failureSchema } from './output-schemas';
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
    .option('--json', 'print the result as one JSON document on standard output')
    .showHelpAfterError('Run a command with --help to see its options.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.answer(text), writeErr: (text) => terminal.pass(text) })
    // After a command, `--version` is an argument of that command.
    .enablePositionalOptions()
    .version(version, '--version', 'print the version');
  for (const add of [
    addDoctor,
    addImages,
    addBuild,
    addRecord,
    addDemo,
    addSanity,
    addPlan,
    addList,
    addShow,
    addOpen,
    addRename,
    addNote,
    addExport,
    addImport,
    addCompare,
    addDelete,
    addRestore,
    addTrash,
    addDisk,
    addFreeSpace,
    addMoveLibrary,
    addRecover,
  ])
    add(program, state);
  for (const command of program.commands)
    command
      .exitOverride()
      .copyInheritedSettings(program)
      .option('--library <dir>', 'the folder of the trace library')
      .option('--json', 'print the result as one JSON document on standard output');
  try {
    await program.parseAsync([...args], { from: 'user' });
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // commander has already printed the error on stderr
      if (wantsJson(args))
        terminal.json(failureSchema, { error: new AppError('config', oneLine(error.message)).toData() });
      return BAD_USAGE;
    }
    const failed = toAppError(error).toData();
    terminal.error(failed);
    if (wantsJson(args)) terminal.json(failureSchema, { error: failed });
    return exitCodeOf(failed.code);
  }
}
