import type { Exported } from '@core/archive/export-trace';
import type { Core } from '@core/core';
import { ARCHIVE_FORMATS, type ArchiveFormat } from '@shared/archive/formats';
import type { Settings } from '@shared/model/settings';
import { type Command, Option } from 'commander';
import { mib } from '../figures';
import { exportedSchema } from '../output-schemas';
import { progressLine } from '../progress-line';
import { onSignals } from '../signals';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface ExportOptions {
  output: string;
  format?: ArchiveFormat;
  force?: boolean;
}

export function addExport(program: Command): void {
  program
    .command('export <ids...>')
    .description('write traces as archives that can be imported elsewhere')
    .requiredOption('--output <path>', 'a file, or a folder that receives one archive per trace')
    .addOption(
      new Option('--format <format>', "the archive format; default: from the file's extension").choices(
        ARCHIVE_FORMATS,
      ),
    )
    .option('--force', 'replace an existing file')
    .action(async (given: string[], options: ExportOptions, command: Command) =>
      withLibrary(command, async (core, { json }, settings) => {
        const exported = await exportAll(core, [...new Set(given)], options, settings);
        if (json) terminal.json(exportedSchema, { exported });
      }),
    );
}

/** Each of SIGINT, SIGTERM and SIGHUP cancels: the unfinished archive is removed, finished ones are kept. */
async function exportAll(
  core: Core,
  ids: readonly string[],
  { output, format, force = false }: ExportOptions,
  { archiveFormat }: Settings,
): Promise<Exported[]> {
  const cancel = new AbortController();
  const unlisten = onSignals(() => cancel.abort());
  const line = progressLine();
  try {
    return await core.exportTraces(
      ids,
      { output, format, defaultFormat: archiveFormat, force },
      {
        signal: cancel.signal,
        onProgress: line.show,
        onExported: ({ path, bytes }) => {
          line.clear();
          terminal.say(`${path}: ${mib(bytes)}`);
        },
      },
    );
  } finally {
    line.clear();
    unlisten();
  }
}
