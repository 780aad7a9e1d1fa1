import { DEMO_IMAGE } from '@shared/request/demo-run';
import type { Vm } from '../../vm/setup/vm';

/** The demo's five listings, between two looks at the kernel's own clock: 10 ms, the same inside of every container. */
export const WORKLOAD = [
  'sh',
  '-c',
  'read began rest </proc/uptime; for run in 1 2 3 4 5; do ls -la /; done; read ended rest </proc/uptime; echo "workload $began $ended"',
];

/** @returns seconds, from what the workload printed @throws Error where it printed none */
export function workloadSeconds(output: string): number {
  const found = /workload (\d+\.\d+) (\d+\.\d+)/.exec(output);
  if (!found) throw new Error(`The workload did not tell its time:\n${output.slice(-2000)}`);
  return Number(found[2]) - Number(found[1]);
}

/** The workload in a container, with nothing recorded. @returns its seconds */
export async function plainRun(vm: Vm): Promise<number> {
  return workloadSeconds(await vm.must(['podman', 'run', '--rm', '--network=none', DEMO_IMAGE, ...WORKLOAD]));
}
