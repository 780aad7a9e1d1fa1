import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';

const LIMIT_MS = 5_000;

/** The label of a file, by stat(1); undefined where it has none or is not there. */
export async function fileLabel(path: string): Promise<string | undefined> {
  const env = ChildEnvironment.known();
  const { exitCode, stdout } = await exec('stat', ['--format=%C', '--', path], {
    timeoutMs: LIMIT_MS,
    env,
    okCodes: [0, 1],
  });
  const label = stdout.trim();
  return exitCode === 0 && label !== '?' && label !== '' ? label : undefined;
}
