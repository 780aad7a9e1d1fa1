import { expect, it } from 'vitest';
import { configOf } from '../../setup/configs';
import { kernel, type Run, type Task } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, SECOND, textsOf, US } from './written-trace';
import { call, type Program, userspace } from './written-userspace';

const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const events = Array.from({ length: 500 }, (_, index) => call(api, 0x1000, index * 2 * MS, index * 2 * MS + US)).flat();
const record = {
  config: configOf({ recording: { preset: 'functions', buffers: { count: 4, sizeKiB: 64 } } }),
};

it('lost events are told with their time, their CPU, and the buffers that would have held them', async () => {
  const insights = await insightsOfLeaves(
    [
      userspace(events, [
        { begin: 0, end: 400 * MS, cpu: 2 },
        { begin: 410 * MS, end: SECOND, cpu: 2, discarded: 12_400 },
      ]),
    ],
    { record },
  );
  const found = findingsOf(insights, 'events-lost');
  expect(textsOf(found)).toEqual([
    '12 400 events were lost between 0.400000 s and 1.000000 s. Userspace, CPU 2: 4 buffers of 64 KiB were full for up to 600 ms.',
  ]);
  // An event has 55 bytes, and each packet 80 more for 1 000 events: 12 400 of them and 256 KiB need more than 512 KiB.
  const remedy = { kind: 'buffers', domain: 'userspace', buffers: { count: 16, sizeKiB: 64 } };
  expect(found[0]?.recordAgain).toEqual(remedy);
  expect(found[0]?.factor).toBeNull();
  expect(found[0]?.group).toBe('recording');
});

it('lost events of the kernel are told with the default buffers, whose number is not known', async () => {
  const task: Task = { tid: 7, vpid: 7, name: 'api' };
  const runs: Run[][] = [[{ task, from: 0, to: 100 * MS, end: 'sleeps' }]];
  const ofKernel = { config: configOf({ recording: { preset: 'functions', kernel: { preset: 'scheduling' } } }) };
  const insights = await insightsOfLeaves([kernel({ runs, endNs: 200 * MS, discarded: 5 })], { record: ofKernel });
  const found = findingsOf(insights, 'events-lost');
  // The only packet is smaller than any buffer that can be recorded with, so nothing is known of the buffers.
  expect(textsOf(found)).toEqual([expect.stringContaining('Kernel, CPU 0: in 1 place.')]);
  expect(found[0]?.recordAgain).toBeNull();
});

it('four times the buffers are offered where none would have held the burst', async () => {
  const most = { config: configOf({ recording: { preset: 'functions', buffers: { count: 8, sizeKiB: 4_096 } } }) };
  const packets = [
    { begin: 0, end: 400 * MS },
    { begin: 410 * MS, end: SECOND, discarded: 100_000_000 },
  ];
  const insights = await insightsOfLeaves([userspace(events, packets)], { record: most });
  expect(findingsOf(insights, 'events-lost')[0]?.recordAgain).toEqual({
    kind: 'buffers',
    domain: 'userspace',
    buffers: { count: 32, sizeKiB: 4_096 },
  });
});

it('the largest losses that are apart from each other are told, at most three', async () => {
  // The tracer counts from the begin. Every second packet lost nothing.
  const discarded = [0, 5, 5, 35, 35, 36, 36, 76, 76];
  const packets = discarded.map((count, index) => ({
    begin: index * 100 * MS,
    end: index * 100 * MS + MS,
    discarded: count,
  }));
  const insights = await insightsOfLeaves([userspace(events, packets)], { record: { config: null } });
  const found = findingsOf(insights, 'events-lost');
  expect(textsOf(found).map((text) => text.split(' were lost')[0])).toEqual(['40 events', '30 events', '5 events']);
  expect(found.map(({ recordAgain }) => recordAgain)).toEqual([null, null, null]);
});

it('a trace without a loss says nothing of losses', async () =>
  expect(findingsOf(await insightsOfLeaves([userspace(events)], { record }), 'events-lost')).toEqual([]));
