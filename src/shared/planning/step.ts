import { z } from 'zod';
import type { ContainerSpec, EnvVariable } from '../engines/container-spec';
import type { EngineId } from '../engines/registry';
import { engineIdSchema } from '../engines/registry';
import { runIdSchema } from '../model/run-id';
import type { LevelChoice, Privilege } from '../privilege/level';
import type { TracingCommand } from '../tracing/tracing-command';

/** A path as the app writes one into a journal: absolute, without `.`, `..` and doubled slashes. */
export const plainPathSchema = z
  .string()
  .max(4096)
  .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[^/\0]+)+$/, 'an absolute path without detours');

/** Which lttng-sessiond serves: one of our own under a short folder, or the root daemon, by ourselves or through the helper. */
export const daemonRefSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('private'),
    home: plainPathSchema,
    /** In a user namespace of its own: the user is in the group of the root daemon, which runs. */
    isolated: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('root'),
    reach: z.enum(['self', 'helper']).default('self'),
    /** Where our clients keep their file `.lttngrc`: the user's own, which names their session, is left alone. */
    home: plainPathSchema.optional(),
  }),
]);
export type DaemonRef = z.infer<typeof daemonRefSchema>;

/** By ourselves, or through the helper. */
const reachSchema = z.enum(['self', 'helper']);
export type Reach = z.infer<typeof reachSchema>;

/** What a step does: the runner executes it, shared/planning/shell renders the same as a command. */
export type StepAction =
  | { kind: 'make-trace-folder'; path: string }
  /** The one password, unless the helper is up. */
  | { kind: 'start-helper' }
  /** `ustSocket`: traced programs connect to it; left out for a daemon that records the kernel alone. */
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

/** How a step is taken back. Idempotent: what is gone already is done. Written to the journal before the step begins. */
export const undoActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settle-trace'), path: plainPathSchema, runId: runIdSchema }),
  z.object({
    kind: z.literal('destroy-session'),
    daemon: daemonRefSchema,
    session: z.string().min(1).max(64),
    /** Where ours writes; a session of that name that writes elsewhere is a stranger's. */
    output: plainPathSchema,
    /** Until the last part of a rotated trace is in its place. */
    wait: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('remove-containers'),
    engine: engineIdSchema,
    reach: reachSchema.default('self'),
    runId: runIdSchema,
  }),
  /** Of an image's build: what it worked in, and what it had made so far. */
  z.object({ kind: z.literal('end-build'), engine: engineIdSchema, buildId: z.string().regex(/^[0-9a-f]{16}$/) }),
  /** Of an export, an import or a move: what is not whole yet, under the name that only such things bear. */
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
  /** The size at which the recording is stopped and kept; left out: none. */
  maxSizeBytes?: number | undefined;
  /** Nothing is written until a snapshot is saved: by the user while it goes on, and at the program's end. */
  flightRecorder: boolean;
  /** The highest privilege that any step needs, with the reason; shown before anything is asked for. */
  privilege: LevelChoice;
  steps: Step[];
}
