import { z } from 'zod';
import type { ContainerSpec, EnvVariable } from '../engines/container-spec';
import type { EngineId } from '../engines/registry';
import { engineIdSchema } from '../engines/registry';
import { runIdSchema } from '../model/run-id';
import type { LevelChoice, Privilege } from '../privilege/level';
import type { TracingCommand } from '../tracing/tracing-command';

/** A path in a journal: absolute, without `.`, `..` and doubled slashes. */
export const plainPathSchema = z
  .string()
  .max(4096)
  .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[^/\0]+)+$/, 'an absolute path without detours');

/** The lttng-sessiond in use: a private one of the app with a short home, or the root daemon, used directly or by the helper. */
export const daemonRefSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('private'),
    home: plainPathSchema,
    /** Whether it runs in a separate user namespace, because the root daemon is running and the user is in its group. */
    isolated: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('root'),
    reach: z.enum(['self', 'helper']).default('self'),
    /** Folder for the `.lttngrc` of the app's clients. The user's file, which names the user's session, stays unchanged. */
    home: plainPathSchema.optional(),
  }),
]);
export type DaemonRef = z.infer<typeof daemonRefSchema>;

/** Whether this process or the helper does it. */
const reachSchema = z.enum(['self', 'helper']);
export type Reach = z.infer<typeof reachSchema>;

/** What a step does. The runner executes it, and shell-step.ts renders it as a command. */
export type StepAction =
  | { kind: 'make-trace-folder'; path: string }
  /** Asks for the password, unless the helper is running. */
  | { kind: 'start-helper' }
  /** `ustSocket`: traced programs connect to it; absent for a daemon that records only the kernel. */
  | { kind: 'ensure-daemon'; daemon: DaemonRef; ustSocket?: string | undefined }
  | { kind: 'trace'; daemon: DaemonRef; commands: TracingCommand[] }
  | { kind: 'create-container'; engine: EngineId; reach: Reach; spec: ContainerSpec }
  | {
      kind: 'run-container';
      engine: EngineId;
      reach: Reach;
      name: string;
      graceS: number;
      maxDurationS: number | undefined;
    }
  | { kind: 'remove-container'; engine: EngineId; reach: Reach; name: string }
  | { kind: 'run-program'; command: string[]; env: EnvVariable[]; graceS: number; maxDurationS: number | undefined }
  | { kind: 'read-counters'; daemon: DaemonRef; session: string }
  | { kind: 'close-trace'; path: string; leafName: string };

/** How a step is undone. Idempotent: succeeds if there is nothing to undo. Written to the journal before the step begins. */
export const undoActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settle-trace'), path: plainPathSchema, runId: runIdSchema }),
  z.object({
    kind: z.literal('destroy-session'),
    daemon: daemonRefSchema,
    session: z.string().min(1).max(64),
    /** Output of the app's session. A session of the same name with another output is not the app's. */
    output: plainPathSchema,
    /** Whether to wait until the last part of a rotated trace is complete. */
    wait: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('remove-containers'),
    engine: engineIdSchema,
    reach: reachSchema.default('self'),
    runId: runIdSchema,
  }),
  /** Removes the working folder of an image's build and its unfinished results. */
  z.object({ kind: z.literal('end-build'), engine: engineIdSchema, buildId: z.string().regex(/^[0-9a-f]{16}$/) }),
  /** Removes the unfinished result of an export, an import or a move. Its name has a form that only unfinished results have. */
  z.object({ kind: z.literal('remove-partial'), path: plainPathSchema }),
]);
export type UndoAction = z.infer<typeof undoActionSchema>;

export interface Step {
  id: string;
  title: string;
  privilege: Privilege;
  do: StepAction;
  undo?: UndoAction;
}

export interface RunPlan {
  runId: string;
  title: string;
  /** The folder that becomes the trace. */
  tracePath: string;
  /** The size in bytes at which the recording is stopped and kept; absent: no limit. */
  maxSizeBytes?: number | undefined;
  /** Whether only snapshots are written: on request during the recording, and at the end of the program. */
  flightRecorder: boolean;
  /** The highest privilege of all steps, with the reason. It is shown before the password dialog. */
  privilege: LevelChoice;
  steps: Step[];
}
