import { readFileSync } from 'node:fs';
import { runIdSchema } from '@shared/model/run-id';
import type { Leak } from './leak';
import type { RunningProcess } from './processes';

/**
 * Finds container processes that Podman may have lost. Their monitor, conmon(8), has the container's name as its `-n`
 * argument, and that name contains the run's id. The engine does not list such containers.
 */
export function findOrphans(processes: readonly RunningProcess[], living: ReadonlySet<string>): Leak[] {
  return processes.flatMap(({ pid, argv }) => {
    const name = /(^|\/)conmon$/.test(argv[0] ?? '') ? argv[argv.indexOf('-n') + 1] : undefined;
    const run = /^ct-(.+)-\d+$/.exec(name ?? '')?.[1];
    if (run === undefined || !runIdSchema.safeParse(run).success || living.has(run)) return [];
    const below = childrenOf(pid);
    return [{ kind: 'process', what: `${[pid, ...below].join(', ')}: conmon of ${name} and what runs under it` }];
  });
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // it has ended
  }
}
