import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import type Docker from 'dockerode';
import { z } from 'zod';

/** The fields that we read of a line in the JSON stream of a build, pull or import. */
const lineSchema = z.object({
  stream: z.string().optional(),
  status: z.string().optional(),
  id: z.string().optional(),
  error: z.string().optional(),
});

/** Enough for the output of the failed step. */
const DETAIL_LINES = 20;

/**
 * Reads a progress stream to its end and passes on its lines.
 * @throws AppError `command` with the engine's message when the stream contains an error, `cancelled` when the signal fires
 */
export function followProgress(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: string | undefined;
    const last: string[] = [];
    const cancel = (): void => {
      (stream as NodeJS.ReadableStream & { destroy?: () => void }).destroy?.();
      reject(new AppError('cancelled', 'Cancelled.'));
    };
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const finished = (error: Error | null): void => {
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) return;
      if (error && failed === undefined) failed = error.message;
      if (failed === undefined) resolve();
      else
        reject(
          new AppError('command', `The engine reports: ${stripControls(failed).trim()}`, { detail: last.join('\n') }),
        );
    };
    docker.modem.followProgress(stream, finished, (raw: unknown) => {
      const line = lineSchema.safeParse(raw);
      if (!line.success) return;
      if (line.data.error !== undefined) failed ??= line.data.error;
      const text = stripControls(
        line.data.stream ?? [line.data.id, line.data.status].filter(Boolean).join(': '),
      ).trimEnd();
      if (!text) return;
      for (const part of text.split('\n')) {
        last.push(part);
        if (last.length > DETAIL_LINES) last.shift();
        onLine(part);
      }
    });
  });
}
