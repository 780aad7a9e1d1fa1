import { afterAll, beforeAll, describe, it } from 'vitest';
import { say } from '../setup/say';
import type { Vm } from '../vm/setup/vm';
import { openBenchVm, whyNoVm } from './setup/bench-vm';
import { median, printFigures } from './setup/figures';
import { ourRecording, proofOfConceptRecording, type VmRecording } from './setup/vm-recording';
import { plainRun } from './setup/vm-workload';

const PLAIN_RUNS = 5;
/** Each in turn, that often. */
const ROUNDS = Number(process.env['CONTAINERS_TRACE_BENCH_ROUNDS'] ?? 1);
const why = whyNoVm();

/** Side by side: what each records, and what the workload pays for it. */
const WAYS: readonly (readonly [name: string, record: (vm: Vm) => Promise<VmRecording>])[] = [
  ['function calls alone', (vm) => ourRecording(vm, [])],
  ['the proof of concept, -k -a -u -a', proofOfConceptRecording],
  ['Container and function calls', (vm) => ourRecording(vm, ['--kernel', 'container'])],
  ['the same, containers only', (vm) => ourRecording(vm, ['--kernel', 'container', '--containers-only'])],
  ['Scheduling and function calls', (vm) => ourRecording(vm, ['--kernel', 'scheduling'])],
];

describe.skipIf(why !== undefined)(
  `the kernel's presets in the virtual machine${why ? ` (skipped: ${why})` : ''}`,
  () => {
    let vm: Vm | undefined;
    beforeAll(async () => {
      vm = await openBenchVm();
      await vm.must(['lttng-sessiond', '--daemonize']); // for all of them: nobody waits for the modules
    });
    afterAll(async () => {
      await vm?.close();
    });

    it('beside the proof of concept', async () => {
      if (!vm) throw new Error('The virtual machine has not booted.');
      await plainRun(vm); // brings the files into the page cache
      const plain: number[] = [];
      for (let run = 0; run < PLAIN_RUNS; run += 1) plain.push(await plainRun(vm));
      const recorded = new Map<string, VmRecording[]>();
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [name, record] of WAYS) {
          const run = await record(vm);
          recorded.set(name, [...(recorded.get(name) ?? []), run]);
          say(`${name}: ${rowOf([run], median(plain))}`); // an emulated machine takes its minutes
        }
      const untraced = median(plain);
      printFigures(`Five times ls in a container of the guest, Linux ${vm.kernel}, ${ROUNDS} of each: medians`, [
        ['untraced', `workload ${told(plain)} s`],
        ...[...recorded].map(([name, runs]): [string, string] => [name, rowOf(runs, untraced)]),
      ]);
    });
  },
);

function rowOf(runs: readonly VmRecording[], untracedS: number): string {
  const of = (figure: (run: VmRecording) => number): number => median(runs.map(figure));
  const workload = of((run) => run.workloadS);
  return [
    `events ${of((run) => run.kernelEvents)} kernel + ${of((run) => run.userspaceEvents)} userspace`,
    `${(of((run) => run.bytes) / 1_048_576).toFixed(1)} MiB`,
    `${of((run) => run.discarded)} discarded`,
    `workload ${told(runs.map((run) => run.workloadS))} s, ${(workload / untracedS).toFixed(2)} of untraced`,
    `all ${of((run) => run.allS).toFixed(1)} s`,
  ].join(', ');
}

const told = (values: readonly number[]): string =>
  values.length === 1
    ? (values[0] ?? 0).toFixed(2)
    : `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
