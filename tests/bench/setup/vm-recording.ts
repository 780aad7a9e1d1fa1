import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSessions } from '@core/tracer/mi-reply';
import { traceReportSchema } from '@shared/model/trace-record';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { execa } from 'execa';
import { runCli } from '../../vm/setup/guest-app';
import { getFolder } from '../../vm/setup/transfer';
import type { Vm } from '../../vm/setup/vm';
import { WORKLOAD, workloadSeconds } from './vm-workload';

/** One recording of the workload, whoever made it. */
export interface VmRecording {
  workloadS: number;
  /** From the first command to the last, seconds by this machine's clock. */
  allS: number;
  /** As babeltrace2 on this machine counts them. */
  kernelEvents: number;
  userspaceEvents: number;
  bytes: number;
  /** As the tracer said before its session was destroyed. */
  discarded: number;
}

const LIMIT_MS = 900_000;

/** By the built command line in the guest, as root. @param options of `record` */
export async function ourRecording(vm: Vm, options: readonly string[]): Promise<VmRecording> {
  const began = performance.now();
  const container = ['--engine', 'podman', '--image', DEMO_IMAGE, '--network', 'none'];
  const words = ['record', '--json', ...container, ...options, '--', ...WORKLOAD];
  const { exitCode, stdout, stderr } = await runCli(vm, words, { timeoutMs: LIMIT_MS });
  const allS = (performance.now() - began) / 1000;
  if (exitCode !== 0) throw new Error(`record ended with ${exitCode}: ${stderr.slice(-4000)}\n${stdout.slice(-4000)}`);
  const { path, discardedEvents, recordings } = traceReportSchema.parse(JSON.parse(stdout));
  const leavesOf = (wanted: 'kernel' | 'userspace'): string[] =>
    recordings.filter(({ domain }) => domain === wanted).flatMap(({ leaves }) => leaves.map((leaf) => leaf.path));
  const read = await readBack(vm, path, { kernel: leavesOf('kernel'), userspace: leavesOf('userspace') });
  return { workloadS: workloadSeconds(stderr), allS, discarded: discardedEvents ?? 0, ...read };
}

/** As the proof of concept's Makefile does it: everything of both domains, its contexts, its container's mounts. */
export async function proofOfConceptRecording(vm: Vm): Promise<VmRecording> {
  const session = 'bench-poc';
  const output = '/root/bench-poc';
  const lttng = (...words: string[]) => vm.must(['lttng', '--no-sessiond', ...words], { timeoutMs: LIMIT_MS });
  const began = performance.now();
  await lttng('create', session, `--output=${output}`);
  await lttng('enable-event', '--userspace', '--all');
  await lttng('enable-event', '--kernel', '--all');
  await lttng('add-context', '--userspace', ...['vtid', 'procname', 'vpid', 'ip'].map((type) => `--type=${type}`));
  await lttng('start');
  const mounts = ['-v', '/dev/shm:/dev/shm', '-v', '/var/run/lttng:/var/run/lttng'];
  const preload = 'LD_PRELOAD=liblttng-ust-cyg-profile.so.1:liblttng-ust-fork.so.1';
  const container = ['run', '--rm', '--network=none', '--ipc=host', ...mounts, '-e', preload, DEMO_IMAGE, ...WORKLOAD];
  const printed = await vm.must(['podman', ...container], { timeoutMs: LIMIT_MS });
  await lttng('stop');
  const told = parseSessions(await lttng('--mi', 'xml', 'list', session)).find(({ name }) => name === session);
  await lttng('destroy');
  const allS = (performance.now() - began) / 1000;
  const read = await readBack(vm, output, { kernel: ['kernel'], userspace: ['ust'] });
  return { workloadS: workloadSeconds(printed), allS, discarded: told?.discardedEvents ?? Number.NaN, ...read };
}

/** Brings a trace out of the guest, reads it with this machine's babeltrace2 and removes it there and here. */
async function readBack(
  vm: Vm,
  path: string,
  folders: { kernel: string[]; userspace: string[] },
): Promise<Pick<VmRecording, 'kernelEvents' | 'userspaceEvents' | 'bytes'>> {
  const here = mkdtempSync(join(tmpdir(), 'ct-bench-'));
  try {
    await getFolder(vm, path, here);
    await vm.must(['rm', '-r', path]);
    const all = [...folders.kernel, ...folders.userspace].map((folder) => join(here, folder));
    return {
      kernelEvents: await countEvents(folders.kernel.map((folder) => join(here, folder))),
      userspaceEvents: await countEvents(folders.userspace.map((folder) => join(here, folder))),
      bytes: all.reduce((sum, folder) => sum + sizeOf(folder), 0),
    };
  } finally {
    rmSync(here, { recursive: true, force: true });
  }
}

async function countEvents(folders: readonly string[]): Promise<number> {
  if (folders.length === 0) return 0;
  const { stdout } = await execa('babeltrace2', [...folders, '--component=sink.utils.counter'], { timeout: LIMIT_MS });
  return Number([...stdout.matchAll(/(\d+)\s+Event messages/g)].at(-1)?.[1] ?? 0); // it also tells how far it is
}

const sizeOf = (path: string): number =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(path, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
