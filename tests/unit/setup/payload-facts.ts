import type { ImageReport } from '@shared/images/image-report-schema';
import type { PayloadFacts } from '@shared/payload/payload-facts';

/** A tracer of this machine, as on Debian 12. */
export const PAYLOAD: PayloadFacts = {
  id: '0123456789abcdef',
  ust: {
    library: '/usr/lib/x86_64-linux-gnu/liblttng-ust.so.1',
    version: '2.13.5',
    socket: 'lttng-ust-sock-8',
    abi: 9,
    contexts: ['vpid', 'vtid', 'procname', 'pid_ns', 'ip'],
  },
  soname: 1,
  glibc: '2.34',
  machine: 62,
  bits: 64,
  preloads: { libc: 'liblttng-ust-libc-wrapper.so.1', fork: 'liblttng-ust-fork.so.1', fd: 'liblttng-ust-fd.so.1' },
  files: [
    'libcontainers-trace-gate.so',
    'liblttng-ust-fd.so.1',
    'liblttng-ust-fork.so.1',
    'liblttng-ust-libc-wrapper.so.1',
    'liblttng-ust.so.1',
    'libnuma.so.1',
  ].map((name) => ({ name, source: `/usr/lib/${name}`, sha256: 'x', sizeBytes: 1, licence: null })),
};

/** An image of Debian 12 without a tracer. */
export const UNPREPARED: ImageReport = {
  imageId: 'sha256:1',
  libc: 'glibc',
  glibc: { version: '2.36', machine: 62, bits: 64 },
  preloadFile: [],
  programs: { total: 100, special: [], more: 0, testProgram: '/usr/bin/true' },
  ust: null,
  preloads: {},
  tracepoints: [],
  lookedAt: '2026-01-01T00:00:00.000Z',
};
