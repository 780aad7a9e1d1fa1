import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { execa } from 'execa';
import type { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { requireDescriptors } from './free-descriptors';
import { TimeLimitError } from './wait-until';
import { LIMITED_NOT_FOUND, withinMemory } from './within-memory';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

export interface ExecOptions {
  /** Wall-clock limit in milliseconds; required, since a hanging daemon blocks its clients forever. */
  timeoutMs: number;
  env: ChildEnvironment;
  cwd?: string | undefined;
  /** Memory limit for a program that reads untrusted data, bytes; default: no limit. */
  memoryBytes?: number;
  signal?: AbortSignal | undefined;
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
  const { memoryBytes } = options;
  const command: [string, readonly string[]] =
    memoryBytes === undefined ? [file, args] : withinMemory(memoryBytes, file, args);
  const notFound = memoryBytes === undefined ? NOT_FOUND : LIMITED_NOT_FOUND;
  const result = await execa(...withoutOurFiles(...command), {
    ...DETACHED,
    reject: false,
    timeout: options.timeoutMs,
    forceKillAfterDelay: 2_000,
    stripFinalNewline: true,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    ...(options.input === undefined ? {} : { input: options.input }),
    env: options.env.marked(),
    extendEnv: false,
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  const shown = [file, ...args].join(' ');
  const stderr = stripControls(String(result.stderr ?? ''));
  const stdout = String(result.stdout ?? '');
  if (result.isCanceled) throw new AppError('cancelled', `Cancelled while running \`${shown}\`.`);
  if (result.timedOut)
    throw new AppError('command', `\`${shown}\` did not finish within ${options.timeoutMs / 1000} s.`, {
      detail: stderr,
      cause: new TimeLimitError(),
    });
  if (result.code === 'ENOENT' || result.code === 'EACCES' || notFound.includes(result.exitCode ?? 0))
    throw new AppError('missing', `The program \`${file}\` cannot be run (${result.code ?? 'not found'}).`, {
      hint: 'Install it. `npm start` or `npm run setup` in the checkout lists the packages.',
    });
  const exitCode = result.exitCode ?? 128;
  if (!(options.okCodes ?? [0]).includes(exitCode))
    throw new AppError('command', `\`${shown}\` failed with exit code ${exitCode}.`, {
      detail: stderr || stripControls(stdout),
    });
  return { exitCode, stdout, stderr };
}
