import {
  FUNCTION_SORTS,
  type FunctionSort,
  functionTableSchema,
  TREE_DIRECTIONS,
  type TreeDirection,
} from '@shared/analysis/function-table';
import { type Command, Option } from 'commander';
import { functionRows, noCallsText, treeText, unnamedNotes } from '../analysis/function-text';
import {
  addPartOptions,
  addSymbolsOption,
  limitOf,
  type PartOptions,
  partOf,
  type SymbolsOption,
  symbolsFolderOf,
} from '../analysis/part-options';
import { whileReading } from '../analysis/read-progress';
import { count } from '../figures';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface FunctionsOptions extends PartOptions, SymbolsOption {
  container?: string;
  process?: string;
  thread?: string;
  by: keyof typeof GROUPINGS;
  sort: FunctionSort;
  tree?: TreeDirection | true;
  limit?: string;
}

/** What is one row of the table. */
const GROUPINGS = { function: 'name', container: 'subject', process: 'process' } as const;
const FEW = 30;

export function addFunctions(command: Command): void {
  command
    .option('--container <name>', 'only functions of this container; * and ? are wildcards')
    .option('--process <name>', 'only functions of this process, by name or id')
    .option('--thread <name>', 'only calls of this thread, by name or id');
  addSymbolsOption(addPartOptions(command))
    .addOption(
      new Option('--by <group>', 'one row for each function, or for each function of each container or process')
        .choices(Object.keys(GROUPINGS))
        .default('function'),
    )
    .addOption(new Option('--sort <figure>', 'the largest first').choices(FUNCTION_SORTS).default('self'))
    .addOption(
      new Option('--tree [direction]', 'show the call tree, from the top or from the bottom').choices(TREE_DIRECTIONS),
    )
    .option('--limit <number>', `show at most this many functions; default: ${FEW}, with --json all`)
    .action(async (id: string, options: FunctionsOptions, self: Command) =>
      withLibrary(self, async (core, { json }) => {
        const { container, process, thread, sort } = options;
        const tree = options.tree === true ? 'top-down' : (options.tree ?? null);
        const limit = limitOf(options.limit, json ? Number.POSITIVE_INFINITY : FEW);
        const selection = { container, process, thread, sort, tree, limit, grouping: GROUPINGS[options.by] };
        const found = await whileReading('Analysing', (reading) =>
          core.functions(id, { ...selection, ...partOf(options) }, { ...reading, ...symbolsFolderOf(options) }),
        );
        if (json) return terminal.json(functionTableSchema, found);
        for (const note of found.notes) terminal.say(note);
        if (found.functions.length === 0) {
          // A note already says that the trace has no calls.
          if (found.notes.length === 0) terminal.say(noCallsText(found.range, { container, process, thread }));
          return;
        }
        const width = terminal.width();
        terminal.answer(found.tree ? treeText(found.tree, width) : functionRows(found.functions, width));
        if (!found.tree && found.all > found.functions.length)
          terminal.say(`${count(found.all - found.functions.length)} more functions. Use --limit to show them.`);
        for (const note of unnamedNotes(found.functions)) terminal.say(note);
      }),
    );
}
