import { dirname } from 'node:path';
import { type EngineId, engineLanguage } from '@shared/engines/registry';
import type { Problem } from '@shared/images/problem';
import type { DaemonRef } from '@shared/planning/step';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import type { Engine } from '../../engines/engine';
import { isPrivateTmp, PRIVATE_TMP_HINT } from '../../private-tmp';

interface Facts {
  runtimeDir: string;
  /** The session daemon of userspace; its socket is bound into the containers. */
  daemon: DaemonRef;
  engine(id: EngineId): Pick<Engine, 'endsWithUs'>;
  /** Of this process; tests pass their own. */
  isPrivate?: (path: string) => boolean;
}

/** The problem that an engine which was started outside of this service cannot bind the tracer's socket into a container. */
export function privateTmpProblems(
  { target, recording }: RunConfig,
  { runtimeDir, daemon, engine, isPrivate = isPrivateTmp }: Facts,
): Problem[] {
  if (target.kind !== 'container' || !recordsUserspace(recording) || daemon.kind !== 'private') return [];
  const isOutside = engineLanguage(target.engine).systemSocket !== null && !engine(target.engine).endsWithUs;
  if (!isOutside || !isPrivate(runtimeDir)) return [];
  return [
    {
      code: 'private-tmp',
      severity: 'error',
      message: `The socket of the tracer is in ${dirname(runtimeDir)}, which only this service sees (PrivateTmp=yes). The engine cannot bind it into the container.`,
      hint: PRIVATE_TMP_HINT,
    },
  ];
}
