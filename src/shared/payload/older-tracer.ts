import type { LentTracer } from './payload-facts';

/** A package of Debian's archive. */
export interface PinnedPackage {
  /** Below the root of a mirror. */
  path: string;
  sha256: string;
}

interface PinnedTracer {
  /** e_machine of elf(5). */
  machine: number;
  /** liblttng-ust with its preload libraries, and the libraries that it requires. */
  packages: readonly PinnedPackage[];
}

/** Release of the older LTTng-UST. */
export const OLDER_RELEASE = '2.12.1';

/**
 * LTTng-UST of Debian 11, by process.arch. It is the newest build of a distribution that glibc 2.17 can load. The hashes are those
 * of Debian's signed package lists.
 */
export const OLDER_TRACERS: Readonly<Record<string, PinnedTracer>> = {
  x64: {
    machine: 62,
    packages: [
      {
        path: 'pool/main/u/ust/liblttng-ust0_2.12.1-1_amd64.deb',
        sha256: '58925d7bc28c8fbfe023dfd5497e1e87bbfdbbaf7cd166c3d4b824bfa466f823',
      },
      {
        path: 'pool/main/libu/liburcu/liburcu6_0.12.2-1_amd64.deb',
        sha256: '04334b7a5afe2d8b89c045c45d6620829bcc0ab2b58914e9a3af9056d426c2d1',
      },
      {
        path: 'pool/main/n/numactl/libnuma1_2.0.12-1+b1_amd64.deb',
        sha256: '5a0d21a96ec7a5d50e0c2352ac086dde7dd9cd6018f80f2a74ec6fd4dd47b4bf',
      },
    ],
  },
  arm64: {
    machine: 183,
    packages: [
      {
        path: 'pool/main/u/ust/liblttng-ust0_2.12.1-1_arm64.deb',
        sha256: 'a902e1b6ca4feabb9e12718cc7bceac5f0ebc5b4819121120b4ef7481b59b230',
      },
      {
        path: 'pool/main/libu/liburcu/liburcu6_0.12.2-1_arm64.deb',
        sha256: '6424104c3806c174d300b366122a3d6ff5d7d39f3bedfc519d623661fa78bfb8',
      },
      {
        path: 'pool/main/n/numactl/libnuma1_2.0.12-1+b1_arm64.deb',
        sha256: '4eda519ae1f36f6376380fb2798ca0f50e104930845d8c51561ec455e98c57fc',
      },
    ],
  },
};

/** What the older tracer will be when it is fetched. @param arch process.arch @returns null for another processor */
export function fetchableTracer(arch: string): LentTracer | null {
  const machine = OLDER_TRACERS[arch]?.machine;
  if (machine === undefined) return null;
  return {
    origin: 'older',
    ust: { library: 'liblttng-ust.so.0', version: OLDER_RELEASE, socket: 'lttng-ust-sock-8', abi: 8, contexts: [] },
    soname: 0,
    glibc: '2.17',
    machine,
    bits: 64,
  };
}
