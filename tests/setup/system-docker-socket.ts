import { lstatSync, rmSync } from 'node:fs';
import { runTool } from './run-tool';

/** Where root's Docker listens, and where the helper looks for it. */
export const SYSTEM_DOCKER = '/var/run/docker.sock';

/** Makes room there; what a killed test run left goes. @throws Error where somebody's Docker answers */
export function clearSystemDocker(): void {
  if (!lstatSync(SYSTEM_DOCKER, { throwIfNoEntry: false })) return;
  const answers = ((): boolean => {
    try {
      runTool('docker', ['-H', `unix://${SYSTEM_DOCKER}`, 'version']);
      return true;
    } catch {
      return false; // nobody listens
    }
  })();
  if (answers) throw new Error(`A Docker answers at ${SYSTEM_DOCKER}: these tests need a machine without one.`);
  rmSync(SYSTEM_DOCKER);
}
