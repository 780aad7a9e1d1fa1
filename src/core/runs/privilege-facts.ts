import { readdirSync, readlinkSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type { RunConfig } from '@shared/model/run-config';
import type { PlanFacts } from '@shared/planning/plan-run';
import { engineLevel, kernelLevel, type LevelChoice } from '@shared/privilege/level';
import { kernelBuffersFor } from '@shared/tracing/kernel-recording';
import type { RunSurroundings } from './run-surroundings';

/** More than any machine of ours has; a filter of LTTng's is bounded, too. */
const MOST_NAMESPACES = 32;

/**
 * What the plan needs to know of privileges: the lowest level that serves for the kernel's events and for the engine.
 * @throws AppError `missing` or `denied`, with another way to go, where no level serves
 */
export async function privilegeFacts(
  config: RunConfig,
  around: RunSurroundings,
  signal: AbortSignal,
): Promise<Pick<PlanFacts, 'kernel' | 'engineAccess'>> {
  const { target, recording } = config;
  const closed = target.kind === 'container' && (await isClosed(target.engine, around, signal));
  if (!recording.kernel && !closed) return {};
  const access = await around.rootAccess();
  const taken = (choice: ReturnType<typeof kernelLevel>): LevelChoice => {
    if ('refusal' in choice) throw AppError.fromData(choice.refusal);
    return choice;
  };
  return {
    ...(recording.kernel
      ? {
          kernel: {
            access: taken(kernelLevel(access)),
            buffers: kernelBuffersFor({ memoryBytes: totalmem(), cpus: cpus().length }),
            exceptPidNs: pidNamespaces(),
          },
        }
      : {}),
    ...(closed ? { engineAccess: taken(engineLevel(access, engineLanguage(target.engine).title)) } : {}),
  };
}

async function isClosed(
  engine: Parameters<RunSurroundings['engine']>[0],
  around: RunSurroundings,
  signal: AbortSignal,
): Promise<boolean> {
  return (await around.engine(engine).probe(signal)).state === 'denied' && engineLanguage(engine).systemSocket !== null;
}

/**
 * This machine's pid namespace first, then the others that are there now, as far as this user may see them: a container's
 * own does not exist before it is started, so what is restricted to it leaves out those that do.
 */
function pidNamespaces(): number[] {
  const seen = new Set<number>();
  for (const pid of ['self', ...readdirSync('/proc').filter((name) => /^\d+$/.test(name))]) {
    try {
      const inode = /\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[1];
      if (inode !== undefined) seen.add(Number(inode));
    } catch {
      // ended, or another user's: it cannot be told apart
    }
  }
  return [...seen].slice(0, MOST_NAMESPACES);
}
