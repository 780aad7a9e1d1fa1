import { lstatSync, rmSync } from 'node:fs';
import { runTool } from './run-tool';

/** The socket of root's Docker, which the helper uses. */
export const SYSTEM_DOCKER = '/var/run/docker.sock';

/** Removes a stale socket of a killed test run. @throws Error if a Docker responds there */
export function clearSystemDocker(): void {
  if (!lstatSync(SYSTEM_DOCKER, { throwIfNoEntry: false })) return;
  const answers = ((): boolean => {
    try {
      runTool('docker', ['-H', `unix://${SYSTEM_DOCKER}`, 'version']);
      return true;
    } catch {
      return false; // no process listens
    }
  })();
  if (answers) throw new Error(`A Docker answers at ${SYSTEM_DOCKER}: these tests need a machine without one.`);
  rmSync(SYSTEM_DOCKER);
}
