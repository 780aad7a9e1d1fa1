import { spawnSync } from 'node:child_process';
import { patientMs } from './patience';

interface ToolOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  input?: string;
  /** How long a quiet machine may take. Default one minute. */
  timeoutMs?: number;
  /** Exit codes of a success; default only 0. */
  okCodes?: readonly number[];
}

/** Limit of a tool's output, large enough for a trace as text. */
const MAX_OUTPUT_BYTES = 1024 ** 3;

/**
 * Runs a program of the system to its end.
 * @returns its standard output
 * @throws Error with its output if it fails or exceeds the limit
 */
export function runTool(file: string, args: readonly string[], options: ToolOptions = {}): string {
  const result = spawnSync(file, args, {
    encoding: 'utf8',
    timeout: patientMs(options.timeoutMs ?? 60_000),
    maxBuffer: MAX_OUTPUT_BYTES,
    ...(options.env ? { env: options.env } : {}),
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(options.input === undefined ? {} : { input: options.input }),
  });
  if (result.status !== null && (options.okCodes ?? [0]).includes(result.status)) return result.stdout;
  const why = result.error?.message ?? `it ended with ${result.status ?? result.signal}`;
  throw new Error(`${[file, ...args].join(' ')}: ${why}\n${result.stderr}`);
}
