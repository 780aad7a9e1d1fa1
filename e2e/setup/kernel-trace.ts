import { recordingSchema, tracedContainerSchema } from '../../src/shared/model/trace-record';
import { demoRun } from '../../src/shared/request/demo-run';
import type { RunConfigInput } from '../../src/shared/request/run-config';
import type { Planted } from './fill-library';

const RECORDING: RunConfigInput['recording'] = {
  preset: 'functions',
  kernel: { preset: 'container', syscalls: ['openat'] },
};

/** The demo with the kernel. */
export const kernelRun = (): RunConfigInput => ({
  ...demoRun('podman'),
  title: 'A listing with the kernel',
  recording: RECORDING,
});

/** A trace of two recorders, as another machine would have made it: the kernel's in two parts. */
export const kernelTrace = (): Planted => ({
  title: 'A listing with the kernel',
  recording: RECORDING,
  events: 56_200,
  recordings: [
    recordingSchema.parse({
      domain: 'kernel',
      daemon: 'root',
      session: 'ct-20260304-120000-000001-k',
      leaves: [1, 2].map((number) => ({
        path: `A_listing_with_the_kernel-kernel-rotation-${number}`,
        uid: null,
        part: { kind: 'rotation', number },
      })),
      events: 31_200,
      clockShiftNs: -420,
      discardedEvents: 12,
      lostPackets: 0,
    }),
    recordingSchema.parse({
      domain: 'userspace',
      daemon: 'private',
      session: 'ct-20260304-120000-000001',
      leaves: [{ path: 'A_listing_with_the_kernel-ust-uid-1000', uid: 1000 }],
      events: 25_000,
      clockShiftNs: 0,
      discardedEvents: 0,
      lostPackets: 0,
    }),
  ],
  containers: [
    tracedContainerSchema.parse({
      engine: 'podman',
      id: '0f'.repeat(32),
      name: 'ct-20260304-120000-000001-1',
      image: 'localhost/containers-trace-demo:1',
      imageId: 'sha256:1',
      startedAtMs: 1_772_625_600_000,
      endedAtMs: 1_772_625_600_900,
      exitCode: 0,
      pidNs: 4_026_532_500,
      namespaces: { pid: 4_026_532_500 },
      witnesses: ['events', 'kernel', 'inspect'],
      processes: [
        {
          vpid: 1,
          pid: 4711,
          procname: 'ls',
          events: 25_000,
          firstAtMs: 1_772_625_600_100,
          lastAtMs: 1_772_625_600_800,
        },
      ],
    }),
  ],
});
