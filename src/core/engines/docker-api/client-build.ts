import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { startChildDaemon } from '../../process/child-daemon';
import type { ChildEnvironment } from '../../process/child-environment';
import type { ClientBuild } from '../engine';

/** Lines of the output that an error shows. */
const DETAIL_LINES = 30;
/** Longer lines, as of a progress bar, are split. */
const LONGEST_LINE_CHARS = 10_000;
/** Time for the client to end after SIGTERM. */
const KILL_AFTER_S = 5;

/**
 * Runs `podman build` or `docker build`. timeout(1) creates a group, so that a signal reaches Podman's inner process, too. The kernel
 * ends the group when this process ends.
 * @param client the program with its global options @param title of the engine
 * @throws AppError `command` when the build fails, `cancelled`
 */
export async function runClientBuild(
  client: readonly string[],
  env: ChildEnvironment,
  { contextDir, file, tag, options, onProgress, signal }: ClientBuild,
  title: string,
): Promise<void> {
  if (signal.aborted) throw cancelled();
  const last: string[] = [];
  const lines = lineSplitter((line) => {
    last.push(line);
    if (last.length > DETAIL_LINES) last.shift();
    onProgress(line);
  });
  const words = [...client, 'build', `--file=${file}`, `--tag=${tag}`, ...options, contextDir];
  const child = startChildDaemon('timeout', [`--kill-after=${KILL_AFTER_S}`, '0', ...words], env, lines.add);
  const stop = (): void => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const { exitCode } = await child.ended.finally(() => signal.removeEventListener('abort', stop));
  lines.end();
  if (signal.aborted) throw cancelled();
  if (exitCode === 0) return;
  throw new AppError('command', `${title} did not build the image (exit code ${exitCode ?? 'unknown'}).`, {
    hint: 'The last lines of its output are below. Check that the same build succeeds without instrumentation.',
    detail: last.join('\n'),
  });
}

const cancelled = (): AppError => new AppError('cancelled', 'The build was cancelled.');

/** Splits output into lines without control sequences. */
function lineSplitter(onLine: (line: string) => void): { add(text: string): void; end(): void } {
  let rest = '';
  const emit = (line: string): void => {
    const text = stripControls(line).trimEnd();
    if (text !== '') onLine(text);
  };
  return {
    add: (text) => {
      const parts = (rest + text).split(/\r?\n|\r/);
      rest = parts.pop() ?? '';
      for (const part of parts) emit(part);
      if (rest.length > LONGEST_LINE_CHARS) {
        emit(rest);
        rest = '';
      }
    },
    end: () => emit(rest),
  };
}
