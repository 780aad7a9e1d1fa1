import type { Command } from 'commander';
import type { CliState } from './cli-state';

/** Adds the options and the action of a command. */
type AddCommand = (command: Command, state: CliState) => void;

export interface ListedCommand {
  /** Name and arguments, as in the help. */
  usage: string;
  help: string;
  /** An argument that has a help text of its own. */
  argument?: readonly [flags: string, help: string];
  /** Loads the command's code, which only a call of the command or its help needs. */
  load: () => Promise<AddCommand>;
}

const images = () => import('./commands/images');
const record = () => import('./commands/record');
const traces = () => import('./commands/traces');
const note = () => import('./commands/note');
const trash = () => import('./commands/trash');
const space = () => import('./commands/space');

/** All commands, in the order of the help. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    usage: 'doctor',
    help: 'show what this machine can record, and how to fix what is missing',
    load: async () => (await import('./commands/doctor')).addDoctor,
  },
  { usage: 'images', help: 'list the images of an engine', load: async () => (await images()).addImages },
  {
    usage: 'build [recipe]',
    help: 'build an image that ships with the product: demo (the default) or base',
    load: async () => (await images()).addBuild,
  },
  {
    usage: 'record',
    help: "record a command in a container; default: the image's command",
    argument: ['[command...]', 'the command and its arguments, after --'],
    load: async () => (await record()).addRecord,
  },
  {
    usage: 'demo',
    help: 'build the demo image if required, then record `ls -la` five times in it',
    load: async () => (await record()).addDemo,
  },
  {
    usage: 'sanity',
    help: 'trace a program on this machine without a container',
    argument: ['[command...]', 'default: ls -la /'],
    load: async () => (await record()).addSanity,
  },
  {
    usage: 'plan',
    help: 'print the steps of `record` as a shell script',
    argument: ['[command...]', 'the command and its arguments, after --'],
    load: async () => (await import('./commands/plan')).addPlan,
  },
  { usage: 'list', help: 'list the traces in the library, newest first', load: async () => (await traces()).addList },
  { usage: 'show <id>', help: 'show the details of a trace', load: async () => (await traces()).addShow },
  {
    usage: 'open <id>',
    help: 'open a trace in Trace Compass, with all its recordings in one experiment',
    load: async () => (await import('./commands/open')).addOpen,
  },
  {
    usage: 'rename <id> <title>',
    help: 'change the title of a trace',
    load: async () => (await note()).addRename,
  },
  {
    usage: 'note <id>',
    help: 'change the notes and tags of a trace; without an option, show them',
    load: async () => (await note()).addNote,
  },
  {
    usage: 'export <ids...>',
    help: 'write traces as archives that can be imported elsewhere, or in the format of another viewer',
    load: async () => (await import('./commands/export')).addExport,
  },
  {
    usage: 'import <paths...>',
    help: 'import exported traces, and folders or archives of CTF 1.8 and CTF 2',
    load: async () => (await import('./commands/import')).addImport,
  },
  {
    usage: 'summary <id>',
    help: 'show what happened in a trace: containers, processes, functions, system calls, losses',
    load: async () => (await import('./commands/summary')).addSummary,
  },
  {
    usage: 'functions <id>',
    help: 'show the functions of a trace with their calls and times, or its call tree',
    load: async () => (await import('./commands/functions')).addFunctions,
  },
  {
    usage: 'events <id>',
    help: 'show the events of a trace in the order of time; --json prints one JSON document per line',
    load: async () => (await import('./commands/events')).addEvents,
  },
  {
    usage: 'compare <id> <other>',
    help: 'show the facts of two traces side by side',
    load: async () => (await import('./commands/compare')).addCompare,
  },
  {
    usage: 'delete <ids...>',
    help: 'move traces to the trash, from where they can be restored',
    load: async () => (await trash()).addDelete,
  },
  { usage: 'restore <ids...>', help: 'restore deleted traces', load: async () => (await trash()).addRestore },
  {
    usage: 'trash',
    help: 'list the deleted traces that can be restored, latest first',
    load: async () => (await trash()).addTrash,
  },
  {
    usage: 'disk',
    help: 'show the disk space that the library uses, and the free space',
    load: async () => (await space()).addDisk,
  },
  {
    usage: 'free-space',
    help: 'show which traces to delete to free space; --yes deletes them',
    load: async () => (await space()).addFreeSpace,
  },
  {
    usage: 'move-library <dir>',
    help: 'move the whole library, including its trash, to another folder or disk',
    load: async () => (await import('./commands/move')).addMoveLibrary,
  },
  {
    usage: 'recover',
    help: 'clean up after a crash or power cut: traces, containers, sessions, runtime folders',
    load: async () => (await import('./commands/recover')).addRecover,
  },
];

/** The command's name alone. */
export const nameOf = ({ usage }: ListedCommand): string => usage.split(' ')[0] ?? usage;
