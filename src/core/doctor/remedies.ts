import { stripControls } from '@shared/model/plain-text';
import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';
import type { Finding } from './finding';

export interface FixResult {
  exitCode: number;
  /** Its output, without control sequences. */
  output: string;
}

/**
 * The only programs that the doctor runs to fix a problem. They need no privilege, and their effect can be undone. The checks
 * choose their arguments, never the window.
 */
const PROGRAMS: ReadonlySet<string> = new Set(['mkdir', 'chmod']);

const REMEDY_LIMIT_MS = 20_000;
const ANY_STATUS = Array.from({ length: 256 }, (_, status) => status);

/** @throws AppError `missing` when the program is not installed, `command` when it does not end in time */
export async function runRemedy([program, ...args]: NonNullable<Finding['fix']>): Promise<FixResult> {
  if (!PROGRAMS.has(program)) throw new RangeError(`The doctor may not run ${program}.`);
  const { exitCode, stdout, stderr } = await exec(program, args, {
    timeoutMs: REMEDY_LIMIT_MS,
    okCodes: ANY_STATUS,
    env: ChildEnvironment.known(),
  });
  return { exitCode, output: stripControls([stdout, stderr].filter(Boolean).join('\n')).trim() };
}
