import { librarySource } from '@core/places';
import { AppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import type { Command } from 'commander';
import { mib } from '../figures';
import { withCore } from '../open-core';
import { movedSchema } from '../output-schemas';
import { onSignals } from '../signals';
import { terminal } from '../terminal';

export function addMoveLibrary(command: Command): void {
  command.action(async (to: string, _options, command: Command) =>
    withCore(command, async (core, { json, library }) => {
      const source = librarySource(process.env, { option: library });
      if (source === 'environment')
        throw new AppError(
          'config',
          "CONTAINERS_TRACE_LIBRARY sets the library's location and would override the move.",
          {
            hint: 'Unset the variable to move the library of the settings, or give the library to move with --library.',
          },
        );
      const cancel = new AbortController();
      const release = onSignals(() => cancel.abort());
      try {
        const setting = source !== 'option';
        const path = await core.moveLibrary(to, { setting, onProgress: progressReporter(), signal: cancel.signal });
        if (json) return terminal.json(movedSchema, { path, setting });
        terminal.say(`The library is now in ${path}. The old path is a link to it.`);
        if (!setting)
          terminal.say(
            'The settings were not changed, because --library selected the library. Give the new folder with --library from now on.',
          );
      } finally {
        release();
      }
    }),
  );
}

/** Prints one line per 10 %, so that a log file stays short. */
function progressReporter(): (progress: Progress) => void {
  let reported = 0;
  return ({ doneBytes, totalBytes }) => {
    const tenth = totalBytes ? Math.floor((10 * doneBytes) / totalBytes) : 0;
    if (tenth <= reported) return;
    reported = tenth;
    terminal.say(`${tenth * 10} %: ${mib(doneBytes)} of ${mib(totalBytes)} copied and verified.`);
  };
}
