import type { Command } from 'commander';
import { addCommands, newProgram } from './program';

/** The command line with the options of every command, from which a package's manual page and completions are made. */
export const fullProgram = (): Promise<Command> => addCommands(newProgram(), () => true, { exitCode: 0, hooks: {} });
