import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { stripControls } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import { z } from 'zod';
import { COMMANDS_FILE, LOG_FILE } from './trace-folder';

/** More than anyone reads, but small enough for the window. */
const MOST_CHARS = MIB;

/** The app never writes a longer line. */
const MOST_LINE_CHARS = 16 * MOST_CHARS;

/** Ids of the steps that run the user's program. */
const PROGRAM_STEP = /^(run|program)-\d+$/;
const outputSchema = z.object({
  type: z.literal('step-output'),
  stepId: z.string().regex(PROGRAM_STEP),
  text: z.string(),
});

export interface RunOutput {
  text: string;
  /** Number of earlier characters that were omitted. */
  droppedChars: number;
}

/**
 * Reads the end of the containers' output from run.log, without control characters.
 * @throws AppError `missing` when there is no run.log, `denied` or `command` when it cannot be read
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

/** Reads commands.sh. @throws AppError `missing` when it does not exist */
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
  if (!line.includes('"step-output"')) return undefined; // cheaper than parsing each line of a long log
  try {
    return stripControls(outputSchema.parse(parseJson(line)).text);
  } catch {
    return undefined; // another step, or an incomplete line after a crash
  }
}

/** Does not use readline, which splits at U+2028, since JSON does not escape this character. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MOST_LINE_CHARS) rest = ''; // the file may be from an untrusted import
      yield* lines;
    }
  } catch (error) {
    throw unreadable(error, path);
  }
  yield rest;
}

function unreadable(error: unknown, path: string): AppError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new AppError('missing', `${path} does not exist.`, { cause: error });
  return new AppError(code === 'EACCES' ? 'denied' : 'command', `${path} cannot be read: ${message}`, { cause: error });
}
