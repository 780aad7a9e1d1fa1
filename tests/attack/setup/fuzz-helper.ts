import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_AT_ONCE } from '@shared/privilege/protocol';
import { awaitCondition } from '../../setup/await-condition';
import { world } from '../../setup/world-state';
import { whyNotAllowed } from './allowed';
import { executions } from './executed';
import { type HostileApp, hello, meetHelper } from './hostile-app';
import { isRequest } from './messages';
import type { Json } from './places';
import { awaitGone } from './start-helper';

export interface FuzzFigures {
  messages: number;
  /** Which the schema took. */
  requests: number;
  done: number;
  refused: number;
  /** By the program's name. */
  executed: Record<string, number>;
}

const ANSWER_LIMIT_MS = 60_000;
let count = 0;

/**
 * One conversation with a helper of its own under strace(1): all messages, then words that are no message, then the end.
 * @returns every execution that is none of the table's; adds to the figures
 */
export async function converse(messages: readonly Json[], last: string, figures: FuzzFigures): Promise<string[]> {
  count += 1;
  const log = join(world().folder, `fuzz-${process.pid}-${count}.strace`);
  const app = await meetHelper({ log });
  try {
    await app.ask(hello(), 1);
    await sendAll(app, messages, figures);
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

/** Each message has one answer, whatever it was; half of what the helper takes at once is under way. */
async function sendAll(app: HostileApp, messages: readonly Json[], figures: FuzzFigures): Promise<void> {
  const before = app.answers().filter((answer) => 'ok' in answer).length;
  let sent = 0;
  const answered = (): number => app.answers().filter((answer) => 'ok' in answer).length - before;
  for (const message of messages) {
    const isObject = typeof message === 'object' && message !== null && !Array.isArray(message);
    const whole = isObject ? { ...message, id: sent + 2 } : message;
    figures.messages += 1;
    if (isRequest(whole)) figures.requests += 1;
    app.send(`${JSON.stringify(whole)}\n`);
    sent += 1;
    if (sent % (MOST_AT_ONCE.requests / 2) === 0) await awaitAnswers(app, answered, sent);
  }
  await awaitAnswers(app, answered, sent);
  for (const { ok } of app.answers()) {
    if (ok === true) figures.done += 1;
    if (ok === false) figures.refused += 1;
  }
}

async function awaitAnswers(app: HostileApp, answered: () => number, sent: number): Promise<void> {
  await awaitCondition(() => answered() >= sent || app.isOver(), {
    what: `${sent} answers of the helper`,
    timeoutMs: ANSWER_LIMIT_MS,
    log: () => `${answered()} so far; ${app.helper.stderr()}`,
  });
  if (answered() < sent) throw new Error(`The helper hung up after ${answered()} of ${sent}: ${app.helper.stderr()}`);
}
