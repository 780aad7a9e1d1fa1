import type { Command } from 'commander';
import { annotationSchema, renamedSchema } from '../output-schemas';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface NoteOptions {
  notes?: string;
  tag: string[];
  untag: string[];
}

const collect = (value: string, before: string[]): string[] => [...before, value];

export function addNote(program: Command): void {
  program
    .command('note <id>')
    .description('change the notes and tags of a trace; without an option, show them')
    .option('--notes <text>', 'replace the notes')
    .option('--tag <tag>', 'add a tag; may be repeated', collect, [])
    .option('--untag <tag>', 'remove a tag; may be repeated', collect, [])
    .action(async (id: string, { notes, tag, untag }: NoteOptions, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const changes = notes !== undefined || tag.length + untag.length > 0;
        const record = changes
          ? await core.library.annotate(id, { notes, addTags: tag, removeTags: untag })
          : await core.library.record(id);
        if (json) return terminal.json(annotationSchema, { id, notes: record.notes, tags: record.tags });
        terminal.answer([`Tags: ${record.tags.join(', ') || 'none'}`, record.notes || 'No notes.'].join('\n'));
      }),
    );
}

export function addRename(program: Command): void {
  program
    .command('rename <id> <title>')
    .description('change the title of a trace')
    .action(async (id: string, given: string, _options, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const { title } = await core.library.rename(id, given);
        if (json) terminal.json(renamedSchema, { id, title });
        else terminal.say(`${id} was renamed to ${title}.`);
      }),
    );
}
