import type { TraceRow } from '@shared/model/trace-record';

/** A row of the list as main sends it. */
export const rowLike = (change: Partial<TraceRow> = {}): TraceRow => ({
  id: '20260102-030405-000000',
  title: 'Listing',
  state: 'ready',
  createdAt: '2026-01-02T03:04:05.000Z',
  engine: 'podman',
  image: 'localhost/demo:1',
  command: 'ls -la /usr',
  domains: ['userspace'],
  durationMs: 1000,
  sizeBytes: 5 * 1024 * 1024,
  events: 10,
  discardedEvents: 0,
  lostPackets: 0,
  exitCode: 0,
  warnings: 0,
  tags: [],
  notes: '',
  imported: null,
  byReference: false,
  repeatable: true,
  ...change,
});
