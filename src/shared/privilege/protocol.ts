import { z } from 'zod';
import { engineIdSchema, engineLanguage } from '../engines/registry';
import { errorDataSchema } from '../model/app-error';
import { imageNameSchema } from '../model/image-reference';
import { runIdSchema } from '../model/run-id';
import { UST_SOCKETS } from '../tracing/lttng-generation';
import { rootTracingSchema } from './root-tracing';

/**
 * The protocol between app and helper, with one JSON object per line. Each request of the app has an increasing id. The helper
 * answers with the same id, in any order. The first request is `hello`.
 */
export const PROTOCOL_VERSION = 1;

/** Limits of the helper for one app. */
export const MOST_AT_ONCE = { requests: 64, sessions: 16, containers: 64 } as const;

const noNul = (text: string): boolean => !text.includes('\u0000');
/** The kernel's longest argument, MAX_ARG_STRLEN of linux/binfmts.h. */
const argument = z.string().max(131_072).refine(noNul, 'an argument contains no NUL');
const path = z.string().startsWith('/').max(4096).refine(noNul, 'a path contains no NUL');

/** Engines whose socket belongs to root. */
const rootEngineSchema = engineIdSchema.refine(
  (engine) => engineLanguage(engine).systemSocket !== null,
  'the helper supports only engines whose socket belongs to root',
);
/** The engine's id of a container that the helper created. */
const container = z.string().regex(/^[0-9a-f]{64}$/, "a container's id is 64 hex digits");

const id = z.number().int().min(1).max(0x7fff_ffff);
const request = <V extends string, S extends z.ZodRawShape>(verb: V, fields: S) =>
  z.strictObject({ id, verb: z.literal(verb), ...fields });

export const requestSchema = z.discriminatedUnion('verb', [
  request('hello', { protocol: z.literal(PROTOCOL_VERSION, `this helper has protocol version ${PROTOCOL_VERSION}`) }),
  /** Starts the root session daemon as a child of the helper, unless one is running. */
  request('ensure-daemon', {}),
  /** Calls lttng(1) as the user with the daemon's group. */
  request('trace', { command: rootTracingSchema }),
  request('container-create', {
    engine: rootEngineSchema,
    runId: runIdSchema,
    repetition: z.number().int().min(1).max(1000),
    image: imageNameSchema,
    command: z.array(argument).max(10_000),
    entrypoint: z.array(argument).max(1000).optional(),
    env: z
      .array(z.strictObject({ name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/), value: argument }))
      .max(10_000),
    /** The socket of the user's own session daemon; the helper opens it as the user. */
    socket: z.strictObject({ path, name: z.enum(UST_SOCKETS) }).optional(),
  }),
  /** Returns output from this request on, and an answer when it has ended. Send it before the start to get all output. */
  request('container-logs', { container }),
  request('container-start', { container }),
  /** Answered when the container has ended. */
  request('container-wait', { container }),
  request('container-inspect', { container }),
  request('container-stop', { container, graceS: z.number().int().min(0).max(60) }),
  request('container-remove', { container }),
  request('status', {}),
  /** Removes everything that was started for this app. The helper continues to run. */
  request('stop', {}),
  /** Removes everything that was started for this app, and ends the helper. */
  request('bye', {}),
]);
export type Request = z.infer<typeof requestSchema>;
export type Verb = Request['verb'];
export type RequestOf<V extends Verb> = Extract<Request, { verb: V }>;

const nothing = z.strictObject({});
/** Schema of each verb's result. */
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
    outOfMemory: z.boolean(),
    /** Inodes of the namespaces by kind while the first process runs. The user cannot read them. */
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

/** The id 0 answers a request whose id could not be read. */
const answeredId = z.number().int().min(0);
export const messageSchema = z.union([
  z.strictObject({ id: answeredId, ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: answeredId, ok: z.literal(false), error: errorDataSchema }),
  z.strictObject({ id: answeredId, output: outputSchema }),
]);
export type Message = z.infer<typeof messageSchema>;
