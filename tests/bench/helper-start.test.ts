import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { execa } from 'execa';
import { afterEach, describe, it } from 'vitest';
import { startPolkit } from '../setup/polkit';
import { runCli } from '../setup/run-cli';
import { openWorld } from '../setup/world';
import { runCli as runCliInVm } from '../vm/setup/guest-app';
import { answerPkexec, startPolkit as startPolkitInVm } from '../vm/setup/polkit';
import { openBenchVm, whyNoVm } from './setup/bench-vm';
import { median, printFigures, spread } from './setup/figures';
import { FIRST_WORDS, SHORT_WORKLOAD, type StartTimes, startTimes } from './setup/start-times';

const RUNS = Number(process.env['CONTAINERS_TRACE_BENCH_RUNS'] ?? 5);
const TARGET_MS = 1_000;
/** The path of root's Docker socket, if it is free. */
const SYSTEM_SOCKET = '/var/run/docker.sock';
const why = whyNoVm();

/**
 * The command line starts a helper for each recording. Its start time is subtracted, so that the rest is the cost in a
 * window whose helper is running. The other costs of a cold process (the engine's service, first-run code) are included.
 */
describe.skipIf(why !== undefined)(
  `Record to the workload's start through the helper${why ? ` (skipped: ${why})` : ''}`,
  () => {
    let close: () => Promise<unknown> = async () => undefined;
    afterEach(() => close());

    // This machine's kernel cannot be traced, so the helper only runs a container of root's engine.
    it.skipIf(existsSync(SYSTEM_SOCKET))('on this machine: a Docker whose socket is closed to the user', async () => {
      const world = await openWorld({ takesSignals: true });
      close = world.close;
      const { state } = world;
      symlinkSync(state.docker.deniedSocket, SYSTEM_SOCKET);
      const polkit = await startPolkit(state.user, state.folder);
      close = async () => {
        await polkit.stop();
        rmSync(SYSTEM_SOCKET, { force: true });
        await world.close();
      };
      const ours: StartTimes[] = [];
      const engine: number[] = [];
      for (let run = -1; run < RUNS; run += 1) {
        const args = ['record', '--json', '--engine', 'docker', '--image', DEMO_IMAGE, '--', ...SHORT_WORKLOAD];
        const result = await runCli(args, { as: 'user', state, env: { DOCKER_HOST: undefined } });
        if (result.code !== 0) throw new Error(`record ended with ${result.code}: ${result.stderr}`);
        const { path } = traceReportSchema.parse(result.json());
        const own = await engineStartMs({ DOCKER_HOST: `unix://${state.docker.socket}` });
        if (run < 0) continue; // it brought the files into the page cache
        ours.push(startTimes(readFileSync(join(path, 'run.log'), 'utf8')));
        engine.push(own);
      }
      print('On this machine, Docker through the helper, userspace', ours, engine, true);
    });

    it('in the virtual machine: the kernel, as a user who is not in the group', async () => {
      const vm = await openBenchVm();
      close = () => vm.close();
      await startPolkitInVm(vm);
      await answerPkexec(vm, 'other', 'YES');
      const ours: StartTimes[] = [];
      const engine: number[] = [];
      for (let run = -1; run < RUNS; run += 1) {
        const container = ['--engine', 'podman', '--image', DEMO_IMAGE, '--network', 'none'];
        const words = ['record', '--json', ...container, '--kernel', 'container', '--', ...SHORT_WORKLOAD];
        const { exitCode, stdout, stderr } = await runCliInVm(vm, words, { user: 'other', timeoutMs: 600_000 });
        if (exitCode !== 0) throw new Error(`record ended with ${exitCode}: ${stderr}`);
        const { path }: TraceReport = traceReportSchema.parse(JSON.parse(stdout));
        const log = await vm.must(['cat', join(path, 'run.log')]);
        const plain = `began=$(cut -d' ' -f1 /proc/uptime); podman run --rm --network=none ${DEMO_IMAGE} sh -c 'cut -d" " -f1 /proc/uptime; ls -la /' | { read words; echo "$began $words"; cat >/dev/null; }`;
        const [began = 0, words0 = 0] = (await vm.must(plain, { user: 'other' })).trim().split(' ').map(Number);
        if (run < 0) continue;
        ours.push(startTimes(log));
        engine.push((words0 - began) * 1000);
      }
      print(
        'In the virtual machine (emulated: about 16 times slower), Podman, userspace and the kernel',
        ours,
        engine,
        false,
      );
    });
  },
);

/** From the start of the engine's own client to the workload's first words, with nothing recorded. */
async function engineStartMs(env: Record<string, string>): Promise<number> {
  const began = performance.now();
  const client = execa('docker', ['run', '--rm', '--network=none', DEMO_IMAGE, ...SHORT_WORKLOAD], { env });
  let spokenMs = Number.NaN;
  client.stdout.once('data', () => {
    spokenMs = performance.now() - began;
  });
  const { stdout } = await client;
  if (!stdout.startsWith(FIRST_WORDS)) throw new Error(`The workload did not begin: ${stdout.slice(0, 500)}`);
  return spokenMs;
}

function print(heading: string, ours: readonly StartTimes[], engine: readonly number[], isJudged: boolean): void {
  const overMs = median(ours.map(({ toWorkloadMs }) => toWorkloadMs)) - median(engine);
  const ids = [...(ours[0]?.stepMs.keys() ?? [])];
  const steps = ids.map((id) => `${id} ${median(ours.map(({ stepMs }) => stepMs.get(id) ?? 0)).toFixed(0)}`);
  const verdict = isJudged ? `, at most ${TARGET_MS}: ${overMs <= TARGET_MS ? 'reached' : 'missed'}` : '';
  printFigures(`${heading}, ${RUNS} runs, ms: median (min–max)`, [
    ['from Record to the workload, a helper up', spread(ours.map(({ toWorkloadMs }) => toWorkloadMs))],
    ["the engine's own client, to the workload", spread(engine)],
    ["over the engine's own start", `${overMs.toFixed(0)}${verdict}`],
    ["the helper's start, yes at once", spread(ours.map(({ helperMs }) => helperMs))],
    ['step by step', steps.join(' · ')],
  ]);
}
