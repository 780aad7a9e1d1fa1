import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

/** What the proof of concept's Makefile recorded with: the same rules, contexts and command as ours. */
export interface Sequence {
  /** `podman` or `docker`, the client on PATH. */
  client: string;
  /** Settings and socket of that client. */
  env: Record<string, string>;
  image: string;
  command: readonly string[];
  preload: string;
  patterns: readonly string[];
  contexts: readonly string[];
  /** Where its trace is made and copied to; removed afterwards. */
  workDir: string;
}

export interface SequenceTime {
  totalMs: number;
  /** `run --rm`, from the client's start to its end. */
  containerMs: number;
  /** As babeltrace2 counts them in the copy, afterwards. */
  events: number;
}

const LIMIT_MS = 120_000;

/**
 * One round of the sequence that our product replaces: create, enable-event, add-context, start, `run --rm` with the
 * tracer's whole directory and the host's shared memory, stop, destroy, chmod, copy into the project. Its
 * `enable-event -k` is left out, which is in its favour; its network is the one that ours has.
 */
export async function proofOfConceptRound(sequence: Sequence, round: number): Promise<SequenceTime> {
  const name = `bench-poc-${process.pid}-${round}`;
  const output = join(sequence.workDir, `poc-${round}`);
  const project = join(sequence.workDir, 'poc-project');
  mkdirSync(project, { recursive: true });
  const lttng = (...args: string[]) => execa('lttng', ['--no-sessiond', ...args], { timeout: LIMIT_MS });
  const began = performance.now();
  await lttng('create', name, `--output=${output}`);
  await lttng('enable-event', '--userspace', `--session=${name}`, sequence.patterns.join(','));
  const types = sequence.contexts.map((context) => `--type=${context}`);
  await lttng('add-context', '--userspace', `--session=${name}`, ...types);
  await lttng('start', name);
  const containerBegan = performance.now();
  await execa(sequence.client, runArguments(sequence), { timeout: LIMIT_MS, env: sequence.env });
  const containerMs = performance.now() - containerBegan;
  await lttng('stop', name);
  await lttng('destroy', name);
  await execa('chmod', ['777', '-R', output], { timeout: LIMIT_MS });
  await execa('cp', ['-r', output, project], { timeout: LIMIT_MS });
  const totalMs = performance.now() - began;
  const events = await countEvents(project);
  rmSync(output, { recursive: true });
  rmSync(project, { recursive: true });
  return { totalMs, containerMs, events };
}

async function countEvents(folder: string): Promise<number> {
  const { stdout } = await execa('babeltrace2', [folder, '--component=sink.utils.counter'], { timeout: LIMIT_MS });
  return Number([...stdout.matchAll(/(\d+)\s+Event messages/g)].at(-1)?.[1] ?? 0); // it also tells how far it is
}

function runArguments({ image, command, preload }: Sequence): string[] {
  const mounts = ['-v', '/dev/shm:/dev/shm', '-v', '/var/run/lttng:/var/run/lttng'];
  return ['run', '--rm', '--ipc=host', ...mounts, '--network=none', '-e', `LD_PRELOAD=${preload}`, image, ...command];
}
