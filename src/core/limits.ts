import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { once } from '@shared/model/once';
import { z } from 'zod';

/** Shortens limits, as a JSON object of milliseconds: `{"engineAnswer": 2000}`. For tests. */
export const LIMITS_ENV = 'CONTAINERS_TRACE_LIMITS';

const limit = (usualMs: number) => z.number().int().min(100).max(3_600_000).default(usualMs);

const schema = z.strictObject({
  /** A short call of an engine. A running engine answers within milliseconds. */
  engineCall: limit(30_000),
  /** An engine's answer to a ping, which does not depend on its other work. On a busy machine it took seconds. */
  engineAnswer: limit(15_000),
  /** The interval between such pings while a request to an engine is in progress. */
  engineLook: limit(2_000),
  /** The first answer of Podman's service, which we start. */
  serviceReady: limit(15_000),
  /** The time from the end of a container's first process to the report of its monitor. */
  monitorReport: limit(10_000),
  /** A command of lttng(1). A stopped or hanging daemon blocks every client forever. */
  tracerCall: limit(20_000),
  /** The session daemon's answer to `list`: usually 10 ms; a virtual machine on a busy host took 6 s. */
  tracerAnswer: limit(12_000),
  /** The first answer of a session daemon that we start. */
  tracerReady: limit(10_000),
  /** The interval between polls of the tracer during a recording. Each costs a process and a call. */
  tracerLook: limit(2_000),
  /** The tracer's answer to such a poll, before the recording warns that the tracer does not respond. */
  tracerSilence: limit(5_000),
  /** Reading the function names of a finished trace. An image of some gigabytes takes a minute. */
  symbols: limit(300_000),
  /** Each undo, so that a hanging one does not block the others. */
  undo: limit(20_000),
});

/** How long the core waits for programs that may never answer, milliseconds. */
export type Limits = z.infer<typeof schema>;

/** @throws AppError `config` for an unknown name or a number out of range */
export function limitsFrom(env: Readonly<Record<string, string | undefined>>): Limits {
  const text = env[LIMITS_ENV];
  if (!text) return schema.parse({});
  try {
    return schema.parse(parseJson(text));
  } catch (cause) {
    throw new AppError('config', `${LIMITS_ENV} is not a JSON object of known limits in milliseconds.`, {
      hint: `Unset ${LIMITS_ENV}.`,
      cause,
    });
  }
}

/** The limits of this process, read from the environment once. @throws AppError `config` as limitsFrom does */
export const limits = once(() => limitsFrom(process.env));
