import { type IncomingMessage, request } from 'node:http';
import { type EngineId, engineLanguage } from '@shared/engines/registry';
import { AppError, type ErrorCode } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { stripControls } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';

const CALL_LIMIT_MS = 30_000;
const LONGEST_REPLY = 4 * MIB;

export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path and query, made by us; ids were checked to be hex digits. */
  path: string;
  body?: unknown;
  /** HTTP statuses that are no error, beside 2xx. */
  ok?: readonly number[];
  /** Null: until it answers. */
  limitMs?: number | null;
  signal?: AbortSignal;
}

/**
 * One call of an engine's API on root's socket, whose path is the engine's own and fixed.
 * @throws AppError by the HTTP status, with the engine's words as detail; `missing` when nobody answers
 */
export async function callEngine(engine: EngineId, call: Call): Promise<unknown> {
  const title = engineLanguage(engine).title;
  const reply = await begin(engine, call);
  let text = '';
  for await (const chunk of reply) {
    text += String(chunk);
    if (text.length > LONGEST_REPLY) throw new AppError('command', `${title} does not end its answer.`);
  }
  return parsed(text);
}

/** @returns the answer's stream, once its status has come */
export async function begin(engine: EngineId, call: Call): Promise<IncomingMessage> {
  const { title, systemSocket } = engineLanguage(engine);
  if (systemSocket === null) throw new AppError('config', `${title} has no socket of root's.`);
  const limitMs = call.limitMs === undefined ? CALL_LIMIT_MS : call.limitMs;
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const { method, path, signal } = call;
    const asked = request({
      socketPath: systemSocket,
      method,
      path,
      headers,
      agent: false,
      ...(signal ? { signal } : {}),
    });
    if (limitMs !== null)
      asked.setTimeout(limitMs, () =>
        asked.destroy(new AppError('command', `${title} did not answer within ${limitMs / 1000} s.`)),
      );
    asked.once('response', resolve);
    asked.once('error', (error) => reject(unanswered(error, title)));
    asked.end(body);
  });
  const status = reply.statusCode ?? 500;
  if (status < 300 || call.ok?.includes(status)) return reply;
  const words = stripControls(wordsOf(await textOf(reply)));
  throw new AppError(codeOf(status), `${title} refused: ${words}`, { detail: words });
}

async function textOf(reply: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of reply) if (text.length < 20_000) text += String(chunk);
  return text;
}

function wordsOf(text: string): string {
  const said = parsed(text);
  const message = typeof said === 'object' && said !== null && 'message' in said ? said.message : undefined;
  return typeof message === 'string' ? message : text.slice(0, 1000);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : parseJson(text);
  } catch {
    return undefined; // words, not JSON
  }
}

function codeOf(status: number): ErrorCode {
  if (status === 404) return 'missing';
  return status === 400 || status === 409 ? 'config' : 'command';
}

function unanswered(error: Error, title: string): AppError {
  if (error instanceof AppError) return error;
  if (error.name === 'AbortError') return new AppError('cancelled', 'Cut off.', { cause: error });
  return new AppError(
    'missing',
    `${title} does not answer (${(error as NodeJS.ErrnoException).code ?? error.message}).`,
    {
      hint: `Start ${title}, or choose another engine.`,
      cause: error,
    },
  );
}
