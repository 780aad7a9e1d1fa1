import { eventJsonLine } from '@core/analysis/events/event-json-line';
import { unreadPlaces } from '@core/analysis/unread-places';
import { FilterSyntaxError } from '@shared/analysis/event-filter/filter-tree';
import { filterError } from '@shared/analysis/event-filter/parse-filter';
import type { Command } from 'commander';
import { eventText } from '../analysis/events-text';
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
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface EventsOptions extends PartOptions, SymbolsOption {
  filter?: string;
  limit?: string;
}

export function addEvents(command: Command): void {
  command
    .option(
      '--filter <expression>',
      'select events: name patterns, container=, process=, thread=, fields, and, or, not; see docs/command-line.md',
    )
    .option('--limit <number>', 'end after this number of events');
  addSymbolsOption(addPartOptions(command)).action(async (id: string, options: EventsOptions, self: Command) =>
    withLibrary(self, async (core, { json }) => {
      const { filter = null } = options;
      const request = { ...partOf(options), filter, limit: limitOf(options.limit, Number.POSITIVE_INFINITY) };
      let found = 0;
      const warnings = await whileReading('Reading', async ({ signal, onShare }) => {
        try {
          return await core.events(
            id,
            request,
            { signal, onShare, ...symbolsFolderOf(options) },
            async (events, { reading }) => {
              const lines = events.map((one) => (json ? eventJsonLine(one, reading.span) : eventText(one)));
              found += lines.length;
              if (lines.length > 0) terminal.answer(lines.join('\n'));
              return terminal.room(signal);
            },
          );
        } catch (error) {
          throw error instanceof FilterSyntaxError ? filterError(error, filter ?? '', '--filter') : error;
        }
      });
      if (found === 0) terminal.say(filter === null ? 'There are no events.' : 'No event matches the filter.');
      for (const place of unreadPlaces(warnings)) terminal.say(`! Not read: ${place}`);
    }),
  );
}
