import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { world } from '../../setup/world-state';
import { whyNotAllowed } from './allowed';
import { executions } from './executed';
import { hello, meetHelper } from './hostile-app';
import { isRequest } from './messages';
import type { Json } from './places';
import { awaitGone } from './start-helper';

export interface FuzzFigures {
  messages: number;
  /** Messages that the schema accepts. */
  requests: number;
  done: number;
  refused: number;
  /** By the program's name. */
  executed: Record<string, number>;
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
let count = 0;

/**
 * Runs one conversation with a separate helper under strace(1): all messages, then lines that are not messages, then the
 * end. Adds to the figures.
 * @returns every execution that is not in the table
 */
export async function converse(messages: readonly Json[], last: string, figures: FuzzFigures): Promise<string[]> {
  count += 1;
  const log = join(world().folder, `fuzz-${process.pid}-${count}.strace`);
  const app = await meetHelper({ log });
  try {
    await app.ask(hello(), 1);
    const sent = messages.map((message, at) => (isObject(message) ? { ...message, id: at + 2 } : message));
    for (const { ok } of await app.askAll(sent)) figures[ok === true ? 'done' : 'refused'] += 1;
    figures.messages += sent.length;
    figures.requests += sent.filter(isRequest).length;
    app.send(last);
    await app.leave();
    const executed = executions(log);
    for (const { file } of executed) figures.executed[file] = (figures.executed[file] ?? 0) + 1;
    return executed.flatMap((execution) => whyNotAllowed(execution) ?? []);
  } finally {
    await app.leave();
    await awaitGone(app.helper.pid(), 'the helper');
    rmSync(log, { force: true });
  }
}
