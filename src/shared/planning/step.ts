import { z } from 'zod';
import type { ContainerSpec, EnvVariable } from '../engines/container-spec';
import type { EngineId } from '../engines/registry';
import { engineIdSchema } from '../engines/registry';
import { runIdSchema } from '../model/run-id';
import type { ContextName } from '../tracing/contexts';
import type { Buffers, EventRule } from '../tracing/events';

/** Which lttng-sessiond serves: one of our own under a short folder, or the root daemon. */
export const daemonRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('private'), home: z.string() }),
  z.object({ kind: z.literal('root') }),
]);
export type DaemonRef = z.infer<typeof daemonRefSchema>;

/** A call of the tracer, typed; shared/tracing/lttng-arguments.ts renders it as lttng(1)'s argument list. */
export type TracingCommand =
  | { verb: 'create-session'; session: string; output: string }
  | { verb: 'enable-channel'; session: string; channel: string; buffers: Buffers }
  | { verb: 'add-contexts'; session: string; channel: string; contexts: ContextName[] }
  | { verb: 'enable-events'; session: string; channel: string; rule: EventRule; patterns: string[] }
  | { verb: 'start'; session: string }
  | { verb: 'stop'; session: string }
  | { verb: 'list'; session: string }
  | { verb: 'destroy'; session: string };

/** What a step does: the runner executes it, shared/planning/shell renders the same as a command. */
export type StepAction =
  | { kind: 'make-trace-folder'; path: string }
  | { kind: 'ensure-daemon'; daemon: DaemonRef; ustSocket: string }
  | { kind: 'trace'; daemon: DaemonRef; commands: TracingCommand[] }
  | { kind: 'create-container'; engine: EngineId; spec: ContainerSpec }
  | { kind: 'run-container'; engine: EngineId; name: string; graceS: number; maxDurationS: number | undefined }
  | { kind: 'remove-container'; engine: EngineId; name: string }
  | { kind: 'run-program'; command: string[]; env: EnvVariable[]; graceS: number; maxDurationS: number | undefined }
  | { kind: 'read-counters'; daemon: DaemonRef; session: string }
  | { kind: 'close-trace'; path: string; session: string; leafName: string };

/** How a step is taken back. Idempotent: what is gone already is done. Written to the journal before the step begins. */
export const undoActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settle-trace'), path: z.string(), runId: runIdSchema }),
  /** `output`: where ours writes; a session of that name that writes elsewhere is a stranger's. */
  z.object({ kind: z.literal('destroy-session'), daemon: daemonRefSchema, session: z.string(), output: z.string() }),
  z.object({ kind: z.literal('remove-containers'), engine: engineIdSchema, runId: runIdSchema }),
  /** Of an image's build: what it worked in, and what it had made so far. */
  z.object({ kind: z.literal('end-build'), engine: engineIdSchema, buildId: z.string().regex(/^[0-9a-f]{16}$/) }),
]);
export type UndoAction = z.infer<typeof undoActionSchema>;

export interface Step {
  id: string;
  title: string;
  /** `none`: as the user. Kernel recording will add `group` and `helper`. */
  privilege: 'none';
  do: StepAction;
  undo?: UndoAction;
}

export interface RunPlan {
  runId: string;
  title: string;
  /** The folder that becomes the trace. */
  tracePath: string;
  /** The size at which the recording is stopped and kept; left out: none. */
  maxSizeBytes?: number | undefined;
  steps: Step[];
}
