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
