import type { Exported } from '@core/archive/export-trace';
import type { Core } from '@core/core';
import { diskFloor } from '@core/runs/watch/disk-guard';
import { EXPORT_FORMATS, type ExportFormat } from '@shared/archive/formats';
import type { Settings } from '@shared/model/settings';
import { type Command, Option } from 'commander';
import { addPartOptions, type PartOptions, partOf } from '../analysis/part-options';
import { mib } from '../figures';
import { exportedSchema } from '../output-schemas';
import { progressLine } from '../progress-line';
import { requireOption } from '../request/required-option';
import { onSignals } from '../signals';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface ExportOptions extends PartOptions {
  output: string;
  format?: ExportFormat;
  force?: boolean;
}

export function addExport(command: Command): void {
  requireOption(command, '--output <path>', 'a file, or a folder that receives one file per trace')
    .addOption(
      new Option('--format <format>', "the format; default: from the file's extension").choices(EXPORT_FORMATS),
    )
    .option('--force', 'replace an existing file');
  addPartOptions(command).action(async (given: string[], options: ExportOptions, command: Command) =>
    withLibrary(command, async (core, { json }, settings) => {
      const exported = await exportAll(core, [...new Set(given)], options, settings);
      if (json) terminal.json(exportedSchema, { exported });
    }),
  );
}

/** Each of SIGINT, SIGTERM and SIGHUP cancels: the unfinished file is removed, finished ones are kept. */
async function exportAll(
  core: Core,
  ids: readonly string[],
  { output, format, force = false, ...part }: ExportOptions,
  { archiveFormat, defaults }: Settings,
): Promise<Exported[]> {
  const range = partOf(part);
  const cancel = new AbortController();
  const unlisten = onSignals(() => cancel.abort());
  const line = progressLine();
  try {
    return await core.exportTraces(
      ids,
      { output, format, defaultFormat: archiveFormat, force, range },
      {
        signal: cancel.signal,
        floorOf: (totalBytes) => diskFloor(defaults.limits, totalBytes),
        onProgress: line.show,
        onExported: ({ path, bytes, unread }) => {
          line.clear();
          terminal.say(`${path}: ${mib(bytes)}`);
          for (const place of unread) terminal.say(`! Not read: ${place}`);
        },
      },
    );
  } finally {
    line.clear();
    unlisten();
  }
}
