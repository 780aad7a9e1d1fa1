import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';

/** A thread of userspace with two open calls, and one of the kernel in a system call. */
export const checkpointOf = (atNs: number): Checkpoint => ({
  atNs,
  threads: {
    kind: Uint8Array.of(0, 1),
    pidNs: Uint32Array.of(4_026_531_836, 0),
    epoch: Uint32Array.of(1, 0),
    vpid: Int32Array.of(10, -1),
    tid: Int32Array.of(11, 1_000),
    leaf: Uint32Array.of(0, 0),
    contextPidNs: Uint32Array.of(0, 4_026_531_836),
    contextEpoch: Uint32Array.of(0, 1),
    contextVpid: Int32Array.of(-1, 10),
    nameSource: Uint8Array.of(2, 1),
    names: ['naïve', 'sh'],
    state: Uint8Array.of(9, 5),
    cpu: Int32Array.of(-1, 3),
    syscall: Int32Array.of(-1, 2),
    syscallNs: Float64Array.of(0, 40),
    depth: Uint32Array.of(2, 0),
    ignored: Uint32Array.of(0, 0),
  },
  frames: { address: BigUint64Array.of(0x40_1000n, 0xffff_ffff_ffff_fff0n), beginNs: Float64Array.of(5, 7) },
});
