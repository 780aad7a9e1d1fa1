import { type IncomingMessage, request } from 'node:http';
import { type EngineId, engineLanguage } from '@shared/engines/registry';
import { AppError, type ErrorCode } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import { parseJson } from '@shared/model/json';
import { stripControls } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';

const CALL_LIMIT_MS = 30_000;
const LONGEST_REPLY = 4 * MIB;

export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path and query. Contains only constants, numbers and checked ids. */
  path: string;
  body?: unknown;
  /** HTTP statuses other than 2xx that are not errors. */
  ok?: readonly number[];
  /** Null: no limit. */
  limitMs?: number | null;
  signal?: AbortSignal;
}

/**
 * Makes one call of an engine's API on root's socket, which has a fixed path.
 * @throws AppError by the HTTP status, with the engine's message as detail; `missing` when the engine does not answer
 */
export async function callEngine(engine: EngineId, call: Call): Promise<unknown> {
  const title = engineLanguage(engine).title;
  const reply = await openCall(engine, call);
  let text = '';
  for await (const chunk of reply) {
    text += String(chunk);
    if (text.length > LONGEST_REPLY)
      throw new AppError('command', `The answer of ${title} has more than ${LONGEST_REPLY / MIB} MiB.`);
  }
  return parsed(text);
}

/** Starts a call. @returns the stream of the answer, after a successful status */
export async function openCall(engine: EngineId, call: Call): Promise<IncomingMessage> {
  const { title, systemSocket } = engineLanguage(engine);
  if (systemSocket === null) throw new AppError('config', `${title} has no socket that belongs to root.`);
  const limitMs = call.limitMs === undefined ? CALL_LIMIT_MS : call.limitMs;
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const { method, path, signal } = call;
    const outgoing = request({
      socketPath: systemSocket,
      method,
      path,
      headers,
      agent: false,
      ...(signal ? { signal } : {}),
    });
    if (limitMs !== null) {
      const silent = new AppError('command', `${title} did not answer within ${limitMs / 1000} s.`);
      const limit = awakeTimer(() => outgoing.destroy(silent), limitMs);
      outgoing.once('response', (response: IncomingMessage) => response.once('close', () => limit.clear()));
      outgoing.once('close', () => limit.clear());
    }
    outgoing.once('response', resolve);
    outgoing.once('error', (error) => reject(unanswered(error, title)));
    outgoing.end(body);
  });
  const status = reply.statusCode ?? 500;
  if (status < 300 || call.ok?.includes(status)) return reply;
  const reason = stripControls(messageOf(await textOf(reply)));
  throw new AppError(codeOf(status), `${title} refused the request: ${reason}`, { detail: reason });
}

async function textOf(reply: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of reply) if (text.length < 20_000) text += String(chunk);
  return text;
}

function messageOf(text: string): string {
  const body = parsed(text);
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof message === 'string' ? message : text.slice(0, 1000);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : parseJson(text);
  } catch {
    return undefined; // plain text instead of JSON
  }
}

function codeOf(status: number): ErrorCode {
  if (status === 404) return 'missing';
  return status === 400 || status === 409 ? 'config' : 'command';
}

function unanswered(error: Error, title: string): AppError {
  if (error instanceof AppError) return error;
  if (error.name === 'AbortError') return new AppError('cancelled', 'Cancelled.', { cause: error });
  return new AppError(
    'missing',
    `${title} does not answer (${(error as NodeJS.ErrnoException).code ?? error.message}).`,
    {
      hint: `Start ${title}, or choose another engine.`,
      cause: error,
    },
  );
}
