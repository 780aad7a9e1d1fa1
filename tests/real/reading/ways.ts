import type { EngineId } from '@shared/engines/registry';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { expect } from 'vitest';
import { findLeaks } from '../../leaks/find-leaks';
import type { Leak } from '../../leaks/leak';
import { awaitCondition } from '../../setup/await-condition';
import { type CliOptions, runCli } from '../../setup/run-cli';
import { scopeOf } from '../../setup/search-scope';
import { type Actor, world } from '../../setup/world-state';

export interface Way {
  title: string;
  engine: EngineId;
  as: Actor;
}

/** Every supported engine, as root or as a user. */
export const WAYS: readonly Way[] = [
  { title: 'Podman without root', engine: 'podman', as: 'user' },
  { title: 'Podman as root', engine: 'podman', as: 'root' },
  { title: 'Docker as root', engine: 'docker', as: 'root' },
  { title: "Docker as a user of its socket's group", engine: 'docker', as: 'user' },
  { title: 'Apptainer as a plain user', engine: 'apptainer', as: 'user' },
  { title: 'Apptainer as root', engine: 'apptainer', as: 'root' },
];

/** Runs a recording command of the CLI that must succeed. @returns the printed trace */
export async function recorded(args: readonly string[], options: CliOptions): Promise<TraceReport> {
  const [command = '', ...rest] = args;
  const result = await runCli([command, '--json', ...rest], options);
  expect(result, result.stderr).toMatchObject({ code: 0 });
  return traceReportSchema.parse(result.json());
}

/** `record` with the demo image, in a way. */
export const recordDemoImage = (way: Way, options: readonly string[], command: readonly string[]) =>
  recorded(recordArgs(way, options, command), { as: way.as });

export const recordArgs = (way: Way, options: readonly string[], command: readonly string[]): string[] => [
  'record',
  '--engine',
  way.engine,
  '--image',
  world().images.demo,
  '--network',
  'none',
  ...options,
  '--',
  ...command,
];

/** Limit for the watchdog's cleanup after a process of ours. A busy machine is slower. */
const SETTLED_WITHIN_MS = 60_000;

/** Searches for leftovers that no running process of ours needs. @throws Error that names the leftovers */
export async function expectNothingLeft(): Promise<void> {
  const scope = scopeOf(world());
  let left: Leak[] = [];
  await awaitCondition(
    async () => {
      left = await findLeaks(scope);
      return left.length === 0;
    },
    { what: 'everything of ours to be gone', timeoutMs: SETTLED_WITHIN_MS, log: () => JSON.stringify(left, null, 2) },
  );
}
