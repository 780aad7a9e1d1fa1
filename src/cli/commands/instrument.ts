import { resolve } from 'node:path';
import { ENGINE_IDS } from '@shared/engines/registry';
import { type InstrumentResult, instrumentResultSchema } from '@shared/instrument/instrument-report';
import { instrumentRequestSchema } from '@shared/instrument/instrument-request';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine } from '@shared/model/plain-text';
import type { Command } from 'commander';
import { withCore } from '../open-core';
import { requireOption } from '../request/required-option';
import { onSignals } from '../signals';
import { terminal } from '../terminal';

interface InstrumentOptions {
  engine: string;
  tag: string;
  file?: string;
  headers?: boolean;
  excludeFiles: string;
  excludeFunctions: string;
}

/** Skipped sources that are printed by name; `--json` prints all. */
const MOST_SKIPPED = 20;

export function addInstrument(command: Command): void {
  requireOption(command, '--engine <engine>', ENGINE_IDS.filter((id) => id !== 'apptainer').join(' or '));
  requireOption(command, '--tag <name>', 'name of the new image, as localhost/NAME:TAG')
    .option('--file <file>', 'the Containerfile; default: Containerfile or Dockerfile of the folder')
    .option('--headers', 'record functions of headers, too, which are small and called often')
    .option(
      '--exclude-files <parts>',
      'functions of these files report no calls: parts of paths, separated by commas',
      '',
    )
    .option('--exclude-functions <parts>', 'these functions report no calls: parts of names, separated by commas', '')
    .action(async (folder: string, words: string[], own: InstrumentOptions, command: Command) =>
      withCore(command, async (core, { json }) => {
        const request = parseOrThrow(
          instrumentRequestSchema,
          {
            engine: own.engine,
            contextDir: resolve(folder),
            file: own.file === undefined ? null : resolve(own.file),
            tag: own.tag,
            options: words,
            headers: own.headers === true,
            excludeFiles: own.excludeFiles,
            excludeFunctions: own.excludeFunctions,
          },
          'The request',
        );
        const cancel = new AbortController();
        const release = onSignals(() => cancel.abort());
        try {
          const result = await core.instrument(request, (line) => terminal.offer(`${line}\n`), cancel.signal);
          if (json) terminal.json(instrumentResultSchema, result);
          else terminal.answer(resultText(result));
        } finally {
          release();
        }
      }),
    );
}

function resultText({ reference, summary, sources, notes }: InstrumentResult): string {
  const skipped = sources.filter((source) => source.skipped !== null);
  const rest = skipped.length - MOST_SKIPPED;
  return [
    `${reference} built: ${summary.functions} functions in ${summary.files} sources report their calls`,
    ...notes,
    ...skipped.slice(0, MOST_SKIPPED).map((source) => `  skipped: ${oneLine(source.path)}`),
    ...(rest > 0 ? [`  and ${rest} more, which --json lists`] : []),
  ].join('\n');
}
