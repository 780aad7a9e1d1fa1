import { reportOf, rowOf } from '@core/library/trace-rows';
import { NO_EVENTS, zeroEvents } from '@core/library/zero-events';
import { containersFileSchema, traceRecordSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { recordOf } from '../setup/configs';

it('a trace from before the kernel was recorded reads as ever, what was not known then is null', () => {
  const leaf = { path: 'ls-ust-uid-0', uid: 0 };
  const recording = { domain: 'userspace', daemon: 'private', session: 's', discardedEvents: 0, lostPackets: 0 };
  const old = JSON.parse(JSON.stringify({ ...recordOf(), recordings: [{ ...recording, leaves: [leaf] }] }));
  expect(traceRecordSchema.parse(old).recordings).toEqual([
    { ...recording, leaves: [{ ...leaf, part: null }], events: null, clockShiftNs: null },
  ]);

  const process = { vpid: 1, procname: 'ls', events: 3, firstAtMs: 1, lastAtMs: 2 };
  const container = {
    ...{ engine: 'podman', id: 'c', name: 'c', image: 'i', imageId: 'i', startedAtMs: 0, endedAtMs: 1, exitCode: 0 },
    ...{ pidNs: 7, namespaces: { pid: 7 }, witnesses: ['events'], processes: [process] },
  };
  expect(containersFileSchema.parse({ schema: 1, containers: [container] }).containers).toEqual([
    {
      ...container,
      processes: [{ ...process, pid: null }],
      moreProcesses: false,
      firstEventAtMs: null,
      lastEventAtMs: null,
    },
  ]);
});

it('a trace from before traces could be brought in was recorded here, on a host that is not known', () => {
  const { imported: _, ...rest } = recordOf();
  const { host: __, tracer: ___, ...made } = rest.provenance;
  const record = traceRecordSchema.parse(JSON.parse(JSON.stringify({ ...rest, provenance: made })));
  expect(record.imported).toBeNull();
  expect(record.provenance).toEqual({ ...made, host: null, tracer: null });
  expect(rowOf(record)).toMatchObject({ imported: null, repeatable: true });
});

it('what others recorded has no request: its row and its report read all the same', () => {
  const imported = { at: '2026-01-02T03:04:05.000Z', from: '/old/lttng-traces', how: 'copy', kind: 'ctf' } as const;
  const record = traceRecordSchema.parse(recordOf({ config: null, imported }));
  expect(rowOf(record)).toMatchObject({ engine: '', image: '', command: '', imported: 'ctf', repeatable: false });
  expect(reportOf(record, '/library/x', [], [])).toMatchObject({ command: [], imported });
  expect(zeroEvents({ ...record, events: 0 })).toEqual([{ code: 'no-events', message: NO_EVENTS }]);
});

it('a title is one line without control characters, whoever wrote the record', () => {
  const title = 'ls\u001b]0;x\u0007 \u202ednuor\u2066\n-la';
  expect(traceRecordSchema.parse(recordOf({ title })).title).toBe('ls dnuor -la');
});
