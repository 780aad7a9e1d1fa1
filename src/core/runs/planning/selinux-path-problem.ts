import { dirname } from 'node:path';
import { type EngineId, engineLanguage } from '@shared/engines/registry';
import type { SelinuxMode } from '@shared/engines/selinux';
import type { Problem } from '@shared/images/problem';
import type { DaemonRef } from '@shared/planning/step';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import type { Engine } from '../../engines/engine';
import { type Access, isAllowed } from '../../selinux/access';
import { fileLabel } from '../../selinux/file-label';
import { selinuxMode } from '../../selinux/mode';
import { systemEngineLabel } from '../../selinux/process-label';

interface Facts {
  runtimeDir: string;
  /** The session daemon of userspace; its socket is bound into the containers. */
  daemon: DaemonRef;
  engine(id: EngineId): Pick<Engine, 'probe'>;
  signal: AbortSignal;
}

/** How to ask this machine's SELinux; tests pass their own. */
export interface Policy {
  mode(): SelinuxMode;
  engineLabel(pidFile: string): string | undefined;
  fileLabel(path: string): Promise<string | undefined>;
  isAllowed(access: Access): boolean | undefined;
}

const THIS_MACHINE: Policy = { mode: selinuxMode, engineLabel: systemEngineLabel, fileLabel, isAllowed };

/**
 * The problem that SELinux does not let an engine's daemon search a folder above the tracer's socket, so that it cannot bind the
 * socket into a container. The kernel is asked for each folder. Nothing is said about what cannot be found out.
 */
export async function selinuxPathProblems(
  { target, recording }: RunConfig,
  { runtimeDir, daemon, engine, signal }: Facts,
  policy = THIS_MACHINE,
): Promise<Problem[]> {
  if (target.kind !== 'container' || !recordsUserspace(recording) || daemon.kind !== 'private') return [];
  const { title, systemSocket, systemPidFile } = engineLanguage(target.engine);
  if (policy.mode() !== 'enforcing' || systemPidFile === null) return [];
  const subject = policy.engineLabel(systemPidFile);
  if (subject === undefined) return [];
  // Another socket, for example one in DOCKER_HOST, belongs to another daemon.
  if ((await engine(target.engine).probe(signal)).endpoint !== systemSocket) return [];
  for (const folder of foldersAbove(runtimeDir)) {
    const object = await policy.fileLabel(folder);
    if (object === undefined) continue;
    if (policy.isAllowed({ subject, object, objectClass: 'dir', permission: 'search' }) === false)
      return [denied(title, folder, `${subject} may not search ${object}`)];
  }
  return [];
}

/** A folder and the folders above it, `/` first. */
function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [...foldersAbove(above), path];
}

const denied = (title: string, folder: string, rule: string): Problem => ({
  code: 'selinux-path',
  severity: 'error',
  message: `SELinux does not let ${title} search ${folder} (${rule}). The tracer's socket is below this folder, so ${title} cannot bind it into the container.`,
  hint: 'Allow it in the policy of this machine, or record with an engine that runs as you, such as Podman.',
});
