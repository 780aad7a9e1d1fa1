import { z } from 'zod';
import { engineIdSchema, engineLanguage } from '../engines/registry';
import { errorDataSchema } from '../model/app-error';
import { imageNameSchema } from '../model/image-reference';
import { runIdSchema } from '../model/run-id';
import { UST_SOCKETS } from '../tracing/lttng-generation';
import { rootTracingSchema } from './root-tracing';

/**
 * What app and helper say to each other: one JSON object a line. The app asks, each question under a number of its own that
 * only grows; the helper answers under the same number, in any order. The first question is `hello`.
 */
export const PROTOCOL_VERSION = 1;

/** How much the helper holds for one app. */
export const MOST_AT_ONCE = { requests: 64, sessions: 16, containers: 64 } as const;

const noNul = (text: string): boolean => !text.includes('\u0000');
/** The kernel's longest argument, MAX_ARG_STRLEN of linux/binfmts.h. */
const word = z.string().max(131_072).refine(noNul, 'a word holds no NUL');
const path = z.string().startsWith('/').max(4096).refine(noNul, 'a path holds no NUL');

/** Engines with a socket of root's. */
const rootEngineSchema = engineIdSchema.refine(
  (engine) => engineLanguage(engine).systemSocket !== null,
  'the helper serves engines whose socket belongs to root',
);
/** A container that the helper made, by the engine's id. */
const container = z.string().regex(/^[0-9a-f]{64}$/, "a container's id is 64 hex digits");

const id = z.number().int().min(1).max(0x7fff_ffff);
const request = <V extends string, S extends z.ZodRawShape>(verb: V, fields: S) =>
  z.strictObject({ id, verb: z.literal(verb), ...fields });

export const requestSchema = z.discriminatedUnion('verb', [
  request('hello', { protocol: z.literal(PROTOCOL_VERSION, `this helper speaks protocol ${PROTOCOL_VERSION}`) }),
  /** The root session daemon: the one that runs, or a child of the helper. */
  request('ensure-daemon', {}),
  /** One call of lttng(1), as the user with the daemon's group. */
  request('trace', { command: rootTracingSchema }),
  request('container-create', {
    engine: rootEngineSchema,
    runId: runIdSchema,
    repetition: z.number().int().min(1).max(1000),
    image: imageNameSchema,
    command: z.array(word).max(10_000),
    entrypoint: z.array(word).max(1000).optional(),
    env: z.array(z.strictObject({ name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/), value: word })).max(10_000),
    /** The socket of the user's own session daemon; the helper opens it as the user. */
    socket: z.strictObject({ path, name: z.enum(UST_SOCKETS) }).optional(),
  }),
  /** Its output, from the moment of asking; answered when it has ended. Asked for before the start, nothing is missed. */
  request('container-logs', { container }),
  request('container-start', { container }),
  /** Answered when it has ended. */
  request('container-wait', { container }),
  request('container-inspect', { container }),
  request('container-stop', { container, graceS: z.number().int().min(0).max(60) }),
  request('container-remove', { container }),
  request('status', {}),
  /** Takes back all that was started for this app, and stays. */
  request('stop', {}),
  /** The same, and ends. */
  request('bye', {}),
]);
export type Request = z.infer<typeof requestSchema>;
export type Verb = Request['verb'];
export type RequestOf<V extends Verb> = Extract<Request, { verb: V }>;

const nothing = z.strictObject({});
/** What each verb is answered with when it is done. */
export const valueSchemas = {
  hello: z.strictObject({ protocol: z.literal(PROTOCOL_VERSION), pid: z.number().int(), uid: z.number().int() }),
  'ensure-daemon': z.strictObject({ started: z.boolean() }),
  trace: z.strictObject({ stdout: z.string() }),
  'container-create': z.strictObject({ container }),
  'container-logs': nothing,
  'container-start': nothing,
  'container-wait': z.strictObject({ exitCode: z.number().int() }),
  'container-inspect': z.strictObject({
    running: z.boolean(),
    hostPid: z.number().int(),
    exitCode: z.number().int(),
    /** Inodes by kind, while its first process runs: the user may not look at them. */
    namespaces: z.record(z.string(), z.number().int()),
  }),
  'container-stop': nothing,
  'container-remove': nothing,
  status: z.strictObject({
    daemon: z.enum(['own', 'foreign', 'none']),
    sessions: z.array(z.string()),
    containers: z.array(z.string()),
  }),
  stop: nothing,
  bye: nothing,
} satisfies Record<Verb, z.ZodType>;
export type ValueOf<V extends Verb> = z.infer<(typeof valueSchemas)[V]>;

export const outputSchema = z.strictObject({ stream: z.enum(['stdout', 'stderr']), text: z.string() });
export type Output = z.infer<typeof outputSchema>;

/** Number 0 stands in an answer to what had no number that could be read. */
const answeredId = z.number().int().min(0);
export const messageSchema = z.union([
  z.strictObject({ id: answeredId, ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: answeredId, ok: z.literal(false), error: errorDataSchema }),
  z.strictObject({ id: answeredId, output: outputSchema }),
]);
export type Message = z.infer<typeof messageSchema>;
