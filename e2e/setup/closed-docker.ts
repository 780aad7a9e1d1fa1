import { rmSync, symlinkSync } from 'node:fs';
import { DEMO_IMAGE } from '../../src/shared/request/demo-run';
import type { RunConfigInput } from '../../src/shared/request/run-config';
import { DEFAULT_PRESET } from '../../src/shared/tracing/presets';
import { clearSystemDocker, SYSTEM_DOCKER } from '../../tests/setup/system-docker-socket';
import { world } from '../../tests/setup/world-state';

/** Root's Docker at its default path, closed to the plain user, so a recording needs the helper. @returns removes it */
export function placeClosedDocker(): () => void {
  clearSystemDocker();
  symlinkSync(world().docker.deniedSocket, SYSTEM_DOCKER);
  return () => rmSync(SYSTEM_DOCKER);
}

/** For the app's environment: no other way to a Docker. */
export const CLOSED_ENV = { DOCKER_HOST: `unix://${SYSTEM_DOCKER}` };

export const closedRun = (...command: string[]): RunConfigInput => ({
  title: 'Through the helper',
  target: { kind: 'container', engine: 'docker', image: DEMO_IMAGE },
  command,
  recording: { preset: DEFAULT_PRESET },
});
