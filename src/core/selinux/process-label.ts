import { textIn } from '../files/optional-files';
import { labelOfProcess } from './mode';

const PID = /^[1-9][0-9]{0,9}$/;

/**
 * The label of an engine's daemon, whose pid is in a file.
 * @param proc where proc(5) is mounted; tests pass their own
 * @returns undefined if the daemon does not run, or its label cannot be read
 */
export function systemEngineLabel(pidFile: string, proc = '/proc'): string | undefined {
  const pid = textIn(pidFile).trim();
  return PID.test(pid) ? labelOfProcess(`${proc}/${pid}/attr/current`) : undefined;
}
