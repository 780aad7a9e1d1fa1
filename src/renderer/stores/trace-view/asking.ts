import type { TraceViewAnswers, TraceViewArgs, TraceViewCall } from '@shared/trace-view/trace-view-calls';

export interface AskOptions {
  /** A later question of the same lane supersedes an earlier one, which then fails with the code `cancelled`. */
  lane?: string;
  signal?: AbortSignal;
  /** From 0 to 1. */
  onProgress?(share: number): void;
}

/** The connection to the process that reads the opened trace. */
export interface TraceClient {
  /** @throws what errorOf() reads */
  ask<C extends TraceViewCall>(call: C, args: TraceViewArgs<C>, options?: AskOptions): Promise<TraceViewAnswers[C]>;
}
