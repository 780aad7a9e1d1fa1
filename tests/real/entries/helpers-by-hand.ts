import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { afterEach } from 'vitest';
import { runningProcesses } from '../../leaks/processes';
import { awaitCondition } from '../../setup/await-condition';
import {
  type ByHandOptions,
  type HelperByHand,
  startHelperByHand,
  talkToHelperByHand,
} from '../../setup/helper-by-hand';
import { world } from '../../setup/world-state';

/** The product promises five seconds. This limit is for a machine under load. */
export const GONE_LIMIT_MS = 20_000;

export type Talk = Awaited<ReturnType<typeof talkToHelperByHand>>;
type How = Omit<ByHandOptions, 'helper'>;

/**
 * Starts helpers by hand: without polkit, with pkexec's data about the caller in the environment. Everything else is real.
 * Ends each helper after its test. Call it inside describe().
 */
export function helpersByHand() {
  const started: (HelperByHand & Partial<Pick<Talk, 'connection'>>)[] = [];
  afterEach(async () => {
    for (const one of started.splice(0)) {
      // A helper ends with its conversation. Only SIGKILL ends one that has none yet.
      if (one.connection) one.connection.destroy();
      else one.process.kill('SIGKILL');
      await one.ended;
      one.remove();
    }
  });
  const helper = (): string => join(world().app, 'out/helper/helper.mjs');
  return {
    /** @returns a helper without a conversation yet */
    start: async (how: How = {}): Promise<HelperByHand> => {
      const one = await startHelperByHand(world().user, { helper: helper(), ...how });
      started.push(one);
      return one;
    },
    /** @returns a helper that got hello, unless `greet` is false */
    talk: async ({ greet = true, ...how }: How & { greet?: boolean } = {}): Promise<Talk> => {
      const one = await talkToHelperByHand(world().user, { helper: helper(), ...how });
      started.push(one);
      if (greet) await one.connection.ask('hello', { protocol: 1 });
      return one;
    },
  };
}

/** Waits until no process that a helper starts is running: daemons, guards, clients. */
export const awaitNothingOfHelpers = (): Promise<void> =>
  awaitCondition(() => ours().length === 0 && !existsSync('/run/containers-trace'), {
    what: 'what the helper started to be gone',
    timeoutMs: GONE_LIMIT_MS,
    log: () => ours().join('\n'),
  });
const ours = (): string[] =>
  runningProcesses()
    .map(({ pid, argv }) => `${pid} ${argv.join(' ')}`)
    .filter((words) => /lttng-sessiond|lttng-consumerd|helper\.mjs/.test(words));

/** @throws Error when the request was not refused */
export async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(() => undefined).catch((thrown: unknown) => thrown);
  if (error instanceof AppError) return error;
  throw new Error(`It was not refused: ${String(error)}`);
}
