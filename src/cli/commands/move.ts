import { librarySource } from '@core/places';
import { AppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import type { Command } from 'commander';
import { mib } from '../figures';
import { withCore } from '../open-core';
import { movedSchema } from '../output-schemas';
import { onSignals } from '../signals';
import { terminal } from '../terminal';

export function addMoveLibrary(program: Command): void {
  program
    .command('move-library <dir>')
    .description('move the whole library, its trash too, to another folder or disk')
    .action(async (to: string, _options, command: Command) =>
      withCore(command, async (core, { json, library }) => {
        const source = librarySource(process.env, { option: library });
        if (source === 'environment')
          throw new AppError(
            'config',
            'CONTAINERS_TRACE_LIBRARY says where the library is, and would go on to say so.',
            {
              hint: 'Run this without it to move the library of the settings, or name the one to move with --library.',
            },
          );
        const cancel = new AbortController();
        const release = onSignals(() => cancel.abort());
        try {
          const setting = source !== 'option';
          const path = await core.moveLibrary(to, { setting, onProgress: tellProgress(), signal: cancel.signal });
          if (json) return terminal.json(movedSchema, { path, setting });
          terminal.say(`The library is in ${path} now; a link stands where it was.`);
          if (!setting)
            terminal.say(
              'The settings were left alone: --library said which library, and has to say the new folder from now on.',
            );
        } finally {
          release();
        }
      }),
    );
}

/** A line for each tenth: nothing that a log file would choke on. */
function tellProgress(): (progress: Progress) => void {
  let told = 0;
  return ({ doneBytes, totalBytes }) => {
    const tenth = totalBytes ? Math.floor((10 * doneBytes) / totalBytes) : 0;
    if (tenth <= told) return;
    told = tenth;
    terminal.say(`${tenth * 10} %: ${mib(doneBytes)} of ${mib(totalBytes)} copied and compared.`);
  };
}
