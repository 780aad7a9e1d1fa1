import { resolve } from 'node:path';
import type { Core } from '@core/core';
import { diskFloor } from '@core/runs/watch/disk-guard';
import { exitCodeOf, toAppError } from '@shared/model/app-error';
import { type DuplicateChoice, duplicateChoiceSchema, type ImportedTrace } from '@shared/model/import';
import { oneLine } from '@shared/model/plain-text';
import type { Settings } from '@shared/model/settings';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import type { CliState } from '../cli-state';
import { importedSchema } from '../output-schemas';
import { progressLine } from '../progress-line';
import { onSignals } from '../signals';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

interface ImportOptions {
  reference?: boolean;
  duplicate: DuplicateChoice;
}
type Imported = z.infer<typeof importedSchema>['imported'];

export function addImport(command: Command, state: CliState): void {
  command
    .option('--reference', 'reference the streams of a folder instead of copying them')
    .addOption(
      new Option('--duplicate <what>', 'what to do with a trace that is already in the library')
        .choices(duplicateChoiceSchema.options)
        .default('skip'),
    )
    .action(async (paths: string[], options: ImportOptions, command: Command) =>
      withLibrary(command, async (core, { json }, settings) => {
        const imported = await importAll(core, [...new Set(paths)], options, settings, state);
        if (json) terminal.json(importedSchema, { imported });
      }),
    );
}

/** Imports the paths one after another; a failed import does not stop the others. Each of SIGINT, SIGTERM and SIGHUP cancels. */
async function importAll(
  core: Core,
  paths: readonly string[],
  { reference = false, duplicate }: ImportOptions,
  { defaults }: Settings,
  state: CliState,
): Promise<Imported> {
  const cancel = new AbortController();
  const unlisten = onSignals(() => cancel.abort());
  const line = progressLine();
  const imported: Imported = [];
  try {
    await core.library.prepare();
    const floorBytes = diskFloor(defaults.limits, (await core.library.space()).totalBytes);
    for (const path of paths) {
      const request = { path: resolve(path), how: reference ? 'reference' : 'copy', duplicate } as const;
      const tools = { floorBytes, onProgress: line.show, signal: cancel.signal };
      try {
        const traces = await core.importTraces(request, tools);
        line.clear();
        for (const trace of traces) terminal.say(outcomeText(trace));
        imported.push({ path, traces, error: null });
        const failed = traces.find(({ error }) => error)?.error;
        if (failed) state.exitCode ||= exitCodeOf(failed.code);
      } catch (thrown) {
        line.clear();
        const error = toAppError(thrown);
        if (cancel.signal.aborted) throw error;
        terminal.error(error.toData());
        imported.push({ path, traces: [], error: error.toData() });
        state.exitCode ||= exitCodeOf(error.code);
      }
    }
    await Promise.race([core.importsCounted(), aborted(cancel.signal)]);
    return imported;
  } finally {
    line.clear();
    unlisten();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));

function outcomeText({ id, title, outcome, existing, error }: ImportedTrace): string {
  const name = oneLine(title);
  switch (outcome) {
    case 'imported':
      return `${id}: ${name}`;
    case 'copied':
      return `${id}: ${name}, imported as a copy of an existing trace`;
    case 'skipped':
      return `${id}: ${name} is already in the ${existing}. Import it under a new id with \`--duplicate copy\`.`;
    case 'failed':
      return `! ${name}: ${[error?.message, error?.hint].filter(Boolean).join(' ')}`;
  }
}
