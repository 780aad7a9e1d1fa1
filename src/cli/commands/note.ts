import type { Command } from 'commander';
import { annotationSchema, renamedSchema } from '../output-schemas';
import { terminal } from '../terminal';
import { withTraces } from '../with-traces';

interface NoteOptions {
  notes?: string;
  tag: string[];
  untag: string[];
}

const collect = (value: string, before: string[]): string[] => [...before, value];

export function addNote(command: Command): void {
  command
    .option('--notes <text>', 'replace the notes')
    .option('--tag <tag>', 'add a tag; may be repeated', collect, [])
    .option('--untag <tag>', 'remove a tag; may be repeated', collect, [])
    .action(async (id: string, { notes, tag, untag }: NoteOptions, command: Command) =>
      withTraces(command, async (library, { json }) => {
        const changes = notes !== undefined || tag.length + untag.length > 0;
        const record = changes
          ? await library.annotate(id, { notes, addTags: tag, removeTags: untag })
          : await library.record(id);
        if (json) return terminal.json(annotationSchema, { id, notes: record.notes, tags: record.tags });
        terminal.answer([`Tags: ${record.tags.join(', ') || 'none'}`, record.notes || 'No notes.'].join('\n'));
      }),
    );
}

export function addRename(command: Command): void {
  command.action(async (id: string, given: string, _options, command: Command) =>
    withTraces(command, async (library, { json }) => {
      const { title } = await library.rename(id, given);
      if (json) terminal.json(renamedSchema, { id, title });
      else terminal.say(`${id} was renamed to ${title}.`);
    }),
  );
}
