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
    .description('write traces as archives that can be handed on')
    .requiredOption('--output <path>', 'a file, or a folder that gets one of each trace')
    .addOption(
      new Option('--format <format>', 'what is made; else the ending of the file says it').choices(ARCHIVE_FORMATS),
    )
    .option('--force', 'replace a file that is there')
    .action(async (given: string[], options: ExportOptions, command: Command) =>
      withLibrary(command, async (core, { json }, settings) => {
        const exported = await exportAll(core, [...new Set(given)], options, settings);
        if (json) terminal.json(exportedSchema, { exported });
      }),
    );
}

/** Every signal that asks us to end cancels: what is half made goes, what is whole stays. */
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
      { output, format, usualFormat: archiveFormat, force },
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
