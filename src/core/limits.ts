import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';

/** Shortens limits, as a JSON object of milliseconds: `{"engineAnswer": 2000}`. For tests. */
export const LIMITS_ENV = 'CONTAINERS_TRACE_LIMITS';

const limit = (usualMs: number) => z.number().int().min(100).max(3_600_000).default(usualMs);

const schema = z.strictObject({
  /** A short call of an engine. One that is up answers in milliseconds. */
  engineCall: limit(30_000),
  /** An engine's answer to "are you there", which it gives whatever else it does. A busy machine was seen to take seconds. */
  engineAnswer: limit(15_000),
  /** Between two such questions while something is awaited from an engine. */
  engineLook: limit(2_000),
  /** The first answer of Podman's service, which we start. */
  serviceReady: limit(15_000),
  /** A container's first process has ended, and its monitor has not reported it. */
  monitorReport: limit(10_000),
  /** A command of lttng(1). A stopped or wedged daemon hangs every client for ever. */
  tracerCall: limit(20_000),
  /** The session daemon's answer to `list`: it costs 10 ms, a virtual machine on a busy host was seen to take 6 s. */
  tracerAnswer: limit(12_000),
  /** The first answer of a session daemon that we start. */
  tracerReady: limit(10_000),
  /** Between two looks at the tracer while it records. Each is a process and a call: seldom enough to cost nothing. */
  tracerLook: limit(2_000),
  /** The tracer's answer to such a look, until the recording says that there is none. */
  tracerSilence: limit(5_000),
  /** Each undo has its own limit, so that one that hangs does not keep the others from running. */
  undo: limit(20_000),
});

/** How long the core waits for what may never answer, milliseconds. */
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

let known: Limits | undefined;

/** Read once. @throws AppError `config` as limitsFrom */
export const limits = (): Limits => {
  known ??= limitsFrom(process.env);
  return known;
};
