import { chownSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, world } from '../../setup/world-state';

/** The engines of the accident tests by their names in the leak finder, and their users. */
export const accidentEngines = {
  docker: { as: 'root', name: 'docker' },
  'podman root': { as: 'root', name: 'podman' },
  'podman rootless': { as: 'user', name: 'podman' },
  apptainer: { as: 'user', name: 'apptainer' },
} satisfies Record<string, { as: Actor; name: string }>;
export type AccidentEngine = keyof typeof accidentEngines;

/**
 * Prints continuously, so that full buffers are on the disk when it is cut off. Ends by SIGTERM, which the first process of a
 * container otherwise ignores (pid_namespaces(7)): each Stop would take the grace period of ten seconds.
 */
const ENDLESS = ['sh', '-c', 'trap "exit 0" TERM; while :; do ls -la /; done'];

/** The demo. For an accident while the container runs, the same image with a program that does not end. */
export function demoOrEndless(engine: string, stepId: string): string[] {
  if (stepId !== 'run-1') return ['demo', '--engine', engine, '--json'];
  return [...recordOnce(engine), '--json', '--', ...ENDLESS];
}

const recordOnce = (engine: string): string[] => [
  'record',
  '--engine',
  engine,
  '--image',
  world().images.demo,
  '--network',
  'none',
];

/** A program that ends at once. For an accident while its container runs, a program that does not end. */
export const shortOrEndless = (engine: string, stepId: string, options: readonly string[]): string[] => [
  ...recordOnce(engine),
  ...options,
  '--json',
  '--',
  ...(stepId === 'run-1' ? ENDLESS : ['ls', '-la', '/']),
];

/** The same image, recorded twice one after the other in one trace. */
export const twice = (engine: string): string[] => [
  ...recordOnce(engine),
  '--repeat',
  '2',
  '--json',
  '--',
  'ls',
  '-la',
  '/',
];

/** A program on the host, without a container, that runs until it is stopped. */
export const HOST_ENDLESS = ['sanity', '--json', '--', ...ENDLESS];

/** An empty cache, so that the image is really inspected, which needs a container. */
export function freshCache(as: Actor): Record<string, string> {
  const { folder, user } = world();
  const path = mkdtempSync(join(folder, 'cache-'));
  if (as === 'user') chownSync(path, user.uid, user.gid);
  return { CONTAINERS_TRACE_CACHE: path };
}
