import { AppError } from '@shared/model/app-error';
import { awakeLimit } from '@shared/model/awake-timer';
import { stripControls } from '@shared/model/plain-text';
import { shielded } from '@shared/tracing/shielded';
import { hintFor } from '../files/install-hint';
import type { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { requireDescriptors } from './free-descriptors';
import { loadExeca } from './load-execa';
import { TimeLimitError } from './wait-until';
import { LIMITED_NOT_FOUND, withinMemory } from './within-memory';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

export interface ExecOptions {
  /** Limit in milliseconds, as awakeTimer counts it; required, since a hanging daemon blocks its clients forever. */
  timeoutMs: number;
  env: ChildEnvironment;
  cwd?: string | undefined;
  /** Memory limit for a program that reads untrusted data, bytes; default: no limit. */
  memoryBytes?: number;
  signal?: AbortSignal | undefined;
  /** Whether the program survives the signals that are sent to all processes at once (shared/tracing/shielded.ts). */
  isShielded?: boolean;
  /** Exit codes that are not errors; default `[0]`. */
  okCodes?: readonly number[];
  input?: string | undefined;
}

export interface ExecResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end and returns its output.
 * @throws AppError `missing` (no such program), `config` (no descriptor is free), `cancelled` (signal), `command` (timeout or an exit code not in okCodes)
 */
export async function exec(file: string, args: readonly string[], options: ExecOptions): Promise<ExecResult> {
  requireDescriptors(file);
  const { memoryBytes, isShielded = false } = options;
  const limited: [string, readonly string[]] =
    memoryBytes === undefined ? [file, args] : withinMemory(memoryBytes, file, args);
  const command: [string, readonly string[]] = isShielded ? shielded(...limited) : limited;
  const notFound = memoryBytes === undefined && !isShielded ? NOT_FOUND : LIMITED_NOT_FOUND;
  const limit = awakeLimit(options.timeoutMs);
  const signals = options.signal ? [limit.signal, options.signal] : [limit.signal];
  const { execa } = await loadExeca();
  const result = await execa(...withoutOurFiles(...command), {
    ...DETACHED,
    reject: false,
    killSignal: isShielded ? 'SIGKILL' : 'SIGTERM',
    forceKillAfterDelay: 2_000,
    stripFinalNewline: true,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    ...(options.input === undefined ? {} : { input: options.input }),
    env: options.env.marked(),
    extendEnv: false,
    ...(options.cwd ? { cwd: options.cwd } : {}),
    cancelSignal: AbortSignal.any(signals),
  });
  limit.clear();
  const shown = [file, ...args].join(' ');
  const stderr = stripControls(String(result.stderr ?? ''));
  const stdout = String(result.stdout ?? '');
  if (result.isCanceled && limit.isOver)
    throw new AppError('command', `\`${shown}\` did not finish within ${options.timeoutMs / 1000} s.`, {
      detail: stderr,
      cause: new TimeLimitError(),
    });
  if (result.isCanceled) throw new AppError('cancelled', `Cancelled while running \`${shown}\`.`);
  if (result.code === 'ENOENT' || result.code === 'EACCES' || notFound.includes(result.exitCode ?? 0))
    throw new AppError('missing', `The program \`${file}\` cannot be run (${result.code ?? 'not found'}).`, {
      hint: hintFor(file),
    });
  const exitCode = result.exitCode ?? 128;
  if (!(options.okCodes ?? [0]).includes(exitCode))
    throw new AppError('command', `\`${shown}\` failed with exit code ${exitCode}.`, {
      detail: stderr || stripControls(stdout),
    });
  return { exitCode, stdout, stderr };
}
