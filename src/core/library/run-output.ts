import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { stripControls } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import { z } from 'zod';
import { COMMANDS_FILE, LOG_FILE } from './trace-folder';

/** More than anybody reads, little enough for a window to hold. */
const MOST_CHARS = MIB;

/** A line that is longer is none that we wrote. */
const MOST_LINE_CHARS = 16 * MOST_CHARS;

/** Steps that run the user's program, not ours. */
const PROGRAM_STEP = /^(run|program)-\d+$/;
const outputSchema = z.object({
  type: z.literal('step-output'),
  stepId: z.string().regex(PROGRAM_STEP),
  text: z.string(),
});

export interface RunOutput {
  text: string;
  /** How many characters came before it. */
  droppedChars: number;
}

/**
 * The end of what a trace's containers printed, by its run.log, without anything that a terminal would obey.
 * @throws AppError `missing` when there is no run.log, else as the disk refuses
 */
export async function readOutput(tracePath: string): Promise<RunOutput> {
  let pieces: string[] = [];
  let length = 0;
  let droppedChars = 0;
  for await (const line of linesOf(join(tracePath, LOG_FILE))) {
    const text = outputOf(line);
    if (text === undefined) continue;
    pieces.push(text);
    length += text.length;
    if (length < 2 * MOST_CHARS) continue;
    const kept = pieces.join('').slice(-MOST_CHARS);
    droppedChars += length - kept.length;
    pieces = [kept];
    length = kept.length;
  }
  const all = pieces.join('');
  const text = all.slice(-MOST_CHARS);
  return { text, droppedChars: droppedChars + all.length - text.length };
}

/** commands.sh as it was run. @throws AppError `missing` when there is none */
export async function readCommands(tracePath: string): Promise<string> {
  const path = join(tracePath, COMMANDS_FILE);
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_CHARS), 0, MOST_CHARS, 0);
      return stripControls(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(error, path);
  }
}

function outputOf(line: string): string | undefined {
  if (!line.includes('"step-output"')) return undefined; // cheaper than a parse, for the most of a long log
  try {
    return stripControls(outputSchema.parse(parseJson(line)).text);
  } catch {
    return undefined; // another step's, or cut off by an accident
  }
}

/** Not readline: that takes U+2028 for the end of a line, and JSON does not escape it. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MOST_LINE_CHARS) rest = ''; // none of ours is so long; an import may be anybody's
      yield* lines;
    }
  } catch (error) {
    throw unreadable(error, path);
  }
  yield rest;
}

function unreadable(error: unknown, path: string): AppError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new AppError('missing', `There is no ${path}.`, { cause: error });
  return new AppError(code === 'EACCES' ? 'denied' : 'command', `${path} cannot be read: ${message}`, { cause: error });
}
