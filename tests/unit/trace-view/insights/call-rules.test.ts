import { describe, expect, it } from 'vitest';
import { kernel, type Run, syscall, type Task } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, textsOf, US } from './written-trace';
import { call, enter, type Program, userspace } from './written-userspace';

const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const MAIN = 0x1000;
const PARSE = 0x2000;
const QUERY = 0x3000;

/** `count` calls one after the other. */
const calls = (count: number, address: number, fromNs: number, everyNs: number, lengthNs: number, of = api) =>
  Array.from({ length: count }, (_, index) =>
    call(of, address, fromNs + index * everyNs, fromNs + index * everyNs + lengthNs),
  ).flat();

describe('hot function', () => {
  it('is one whose calls take 60 ms of 100 ms', async () => {
    const insights = await insightsOfLeaves([
      userspace([...call(api, MAIN, 0, 100 * MS), ...calls(60, PARSE, MS, 1.5 * MS, MS)]),
    ]);
    const found = findingsOf(insights, 'hot-function');
    expect(textsOf(found)).toEqual([
      '0x2000 took 60 % of the elapsed time in functions of api. 60.0 ms of 100 ms in its own code, in 60 calls from 0x1000.',
    ]);
    expect(found[0]?.factor).toBeCloseTo(4);
    expect(found[0]?.place).toMatchObject({ rows: [0], function: '1000:2000', call: { row: 0, depth: 1, atNs: MS } });
  });

  it('is told although one call of another function took longer', async () => {
    const insights = await insightsOfLeaves([
      userspace([...call(api, MAIN, 0, 200 * MS), ...calls(60, PARSE, MS, 1.5 * MS, MS)]),
    ]);
    expect(textsOf(findingsOf(insights, 'hot-function'))).toEqual([expect.stringMatching(/^0x2000 took 30 % /)]);
  });

  it('is none where one long call may be one wait', async () => {
    const insights = await insightsOfLeaves([
      userspace([
        ...call(api, MAIN, 0, 100 * MS),
        ...call(api, PARSE, MS, 95 * MS),
        ...calls(10, QUERY, 96 * MS, US, US),
      ]),
    ]);
    expect(findingsOf(insights, 'hot-function')).toEqual([]);
  });

  it('is none whose only call has no end', async () => {
    const insights = await insightsOfLeaves([
      userspace([enter(api, PARSE, 0), ...calls(100, QUERY, MS, MS, 500 * US)]),
    ]);
    expect(textsOf(findingsOf(insights, 'hot-function'))).toEqual([expect.stringMatching(/^0x3000 took 50 % /)]);
  });

  it('is none in a program that ends after 15 ms', async () => {
    const insights = await insightsOfLeaves([
      userspace([...call(api, MAIN, 0, 15 * MS), ...calls(100, PARSE, US, 100 * US, 90 * US)]),
    ]);
    expect(findingsOf(insights, 'hot-function')).toEqual([]);
  });
});

describe('hot function with scheduling', () => {
  const task: Task = { tid: 7, vpid: 7, name: 'api' };
  const other: Task = { tid: 9, vpid: 9, name: 'batch' };
  // 0x2000 takes 60 ms in 60 calls, and runs for half of each; 0x3000 takes 30 ms in one call, and runs.
  const events = [
    ...call(api, MAIN, 0, 100 * MS),
    ...calls(60, PARSE, MS, MS, MS),
    ...call(api, QUERY, 65 * MS, 95 * MS),
  ];
  const runs = [
    ...Array.from(
      { length: 60 },
      (_, n): Run => ({
        task,
        from: (n === 0 ? 0 : n + 1) * MS,
        to: (n + 1.5) * MS,
        end: n % 2 === 0 ? 'sleeps' : 'preempted',
      }),
    ),
    { task, from: 61 * MS, to: 100 * MS, end: 'sleeps' } satisfies Run,
  ];

  it('says how much of the running time a function took, and that it also waited', async () => {
    const insights = await insightsOfLeaves([userspace(events), kernel({ runs: [runs], endNs: 100 * MS })]);
    expect(textsOf(findingsOf(insights, 'hot-function'))).toEqual([
      '0x2000 took 43 % of the running time in functions of api. 30.0 ms of 70.0 ms in its own code, in 60 calls from 0x1000. It also waited 15.0 ms to run and was blocked for 15.0 ms.',
    ]);
  });

  it('is one of few calls if the longest one ran', async () => {
    const single = [...call(api, MAIN, 0, 100 * MS), ...call(api, QUERY, 65 * MS, 98 * MS)];
    const insights = await insightsOfLeaves([userspace(single), kernel({ runs: [runs], endNs: 100 * MS })]);
    const [found] = textsOf(findingsOf(insights, 'hot-function'));
    expect(found).toMatch(/^0x1000 took 53 % of the running time/);
  });

  it('is elapsed time if another thread makes the calls', async () => {
    const unknown = { ...task, tid: 8, vpid: 8 };
    const leaves = [
      userspace(events),
      kernel({ runs: [runs.map((run) => ({ ...run, task: unknown }))], endNs: 100 * MS }),
    ];
    expect(textsOf(findingsOf(await insightsOfLeaves(leaves), 'hot-function'))).toEqual([
      expect.stringContaining('of the elapsed time'),
    ]);
  });

  it('is none whose calls only waited', async () => {
    const idle: Run[] = [{ task: other, from: 0, to: 100 * MS, end: 'sleeps' }];
    const brief: Run[] = runs.map((run) => ({ ...run, to: run.from + 0.1 * MS, end: 'sleeps' }));
    const insights = await insightsOfLeaves([userspace(events), kernel({ runs: [brief, idle], endNs: 100 * MS })]);
    expect(findingsOf(insights, 'hot-function')).toEqual([]);
  });
});

describe('slow call', () => {
  it('is one of 85 ms where the median of 60 is 1 ms', async () => {
    const insights = await insightsOfLeaves([
      userspace([...calls(59, QUERY, 0, 2 * MS, MS), ...call(api, QUERY, 200 * MS, 285 * MS)]),
    ]);
    const found = findingsOf(insights, 'slow-call');
    expect(textsOf(found)).toEqual([
      'The slowest 0x3000 took 85.0 ms, 85 × its median. api at 0.200000 s. The median of 60 calls was 1.00 ms.',
    ]);
    expect(found[0]?.place).toMatchObject({
      fromNs: 200 * MS,
      toNs: 285 * MS,
      call: { row: 0, depth: 0, atNs: 200 * MS },
    });
    expect(found[0]?.evidence).toMatchObject({ kind: 'histogram', toNs: 85 * MS, markNs: 85 * MS });
  });

  it('is told once, of the function that was slow, and not of those that called it', async () => {
    const insights = await insightsOfLeaves([
      userspace([
        ...(Array.from({ length: 60 }, (_, index) => {
          const from = index * 4 * MS;
          const length = index === 59 ? 90 * MS : MS;
          return [
            enter(api, MAIN, from),
            ...call(api, QUERY, from + 1, from + length),
            { ...call(api, MAIN, 0, from + length + 1)[1] },
          ];
        }).flat() as ReturnType<typeof call>),
      ]),
    ]);
    expect(findingsOf(insights, 'slow-call').map(({ place }) => place.function)).toEqual(['1000:3000']);
  });

  it.each([
    ['of 49 calls', [...calls(48, QUERY, 0, 2 * MS, MS), ...call(api, QUERY, 200 * MS, 285 * MS)]],
    ['19 times as long as the median', [...calls(59, QUERY, 0, 2 * MS, MS), ...call(api, QUERY, 200 * MS, 218 * MS)]],
    [
      'where the median is a microsecond',
      [...calls(59, QUERY, 0, 2 * MS, US), ...call(api, QUERY, 200 * MS, 230 * MS)],
    ],
  ])('is none %s', async (_, events) => {
    expect(findingsOf(await insightsOfLeaves([userspace(events)]), 'slow-call')).toEqual([]);
  });

  it('is none that contains a loss', async () => {
    const events = [...calls(59, QUERY, 0, 2 * MS, MS), ...call(api, QUERY, 200 * MS, 285 * MS)];
    const insights = await insightsOfLeaves([
      userspace(events, [
        { begin: 0, end: 201 * MS },
        { begin: 250 * MS, end: 300 * MS, discarded: 5 },
      ]),
    ]);
    expect(findingsOf(insights, 'slow-call')).toEqual([]);
  });
});

describe('slow call with scheduling', () => {
  const task: Task = { tid: 7, vpid: 7, name: 'api' };
  const other: Task = { tid: 9, vpid: 9, name: 'batch' };
  const events = [...calls(59, QUERY, 0, MS, 2 * US), ...call(api, QUERY, 100 * MS, 140 * MS)];
  /** The thread is off its CPU from 105 ms to 135 ms. */
  const runs = (end: Run['end']): Run[] => [
    { task, from: 0, to: 105 * MS, end },
    { task: other, from: 105 * MS, to: 135 * MS, end: 'sleeps' },
    { task, from: 135 * MS, to: 150 * MS, end: 'sleeps' },
  ];
  const slowCalls = async (end: Run['end']) =>
    findingsOf(
      await insightsOfLeaves([userspace(events), kernel({ runs: [runs(end)], endNs: 150 * MS })]),
      'slow-call',
    );

  it('says what the thread did in it, also in a function of microseconds', async () => {
    expect(textsOf(await slowCalls('sleeps'))).toEqual([
      expect.stringContaining('api at 0.100000 s. It ran 10.0 ms and was blocked for 30.0 ms. The median of 60 calls'),
    ]);
  });

  it('is none that waited for work', async () => {
    const further = syscall(0, 'epoll_wait', 104 * MS, 136 * MS, 1);
    const longer = [...calls(59, QUERY, 0, MS, 2 * US), ...call(api, QUERY, 100 * MS, 139 * MS)];
    const leaves = [userspace(longer), kernel({ runs: [runs('sleeps')], further, endNs: 150 * MS })];
    expect(findingsOf(await insightsOfLeaves(leaves), 'slow-call')).toEqual([]);
  });

  it('is none that waited for a CPU', async () => {
    // It ran for 9 ms of 39 ms.
    const longer = [...calls(59, QUERY, 0, MS, 2 * US), ...call(api, QUERY, 100 * MS, 139 * MS)];
    const leaves = [userspace(longer), kernel({ runs: [runs('preempted')], endNs: 150 * MS })];
    expect(findingsOf(await insightsOfLeaves(leaves), 'slow-call')).toEqual([]);
  });
});

describe('open ends', () => {
  it('are told where 100 of 1 100 calls have no end', async () => {
    const cut = Array.from({ length: 100 }, (_, index) => enter(api, QUERY, 20 * MS + index * US));
    const insights = await insightsOfLeaves([userspace([...calls(1_000, PARSE, 0, 10 * US, US), ...cut])]);
    expect(textsOf(findingsOf(insights, 'open-ends'))).toEqual([
      expect.stringContaining('9.1 % of the calls had no known begin or end. 100 of 1 100 calls.'),
    ]);
  });

  it('are no finding where a program exits from main', async () => {
    const insights = await insightsOfLeaves([userspace([enter(api, MAIN, 0), ...calls(50, PARSE, US, 10 * US, US)])]);
    expect(findingsOf(insights, 'open-ends')).toEqual([]);
  });
});

it('rules that need what was not recorded say what is missing', async () => {
  const { unchecked } = await insightsOfLeaves([userspace(calls(2, PARSE, 0, MS, US))]);
  const missing = new Map(unchecked.map((one) => [one.rule, one.missing]));
  expect(missing.get('memory-grows')).toBe('allocations of memory were not recorded');
  expect(missing.get('blocked-on-disk')).toBe(
    'the kernel’s scheduling was not recorded, system calls were not recorded',
  );
  expect(missing.has('hot-function')).toBe(false);
});
