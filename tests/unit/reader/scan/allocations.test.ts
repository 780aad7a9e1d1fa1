import { describe, expect, it } from 'vitest';
import { THREAD_CONTEXT } from '../../../setup/lttng-classes';
import { eventClass, lttngEventSchema } from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';
import { only, scanWritten } from './scan-written';

const thread = [10, 11, 'api', 7];

describe('scan of allocations', () => {
  const ptr = field('ptr', integer(64));
  const size = field('size', integer(64));
  const LIBC = [
    eventClass(0, 'lttng_ust_libc:malloc', size, ptr),
    eventClass(1, 'lttng_ust_libc:free', ptr),
    eventClass(2, 'lttng_ust_libc:calloc', field('nmemb', integer(64)), size, ptr),
    eventClass(3, 'lttng_ust_libc:realloc', field('in_ptr', integer(64)), size, ptr),
    eventClass(
      4,
      'lttng_ust_libc:posix_memalign',
      field('out_ptr', integer(64)),
      field('alignment', integer(64)),
      size,
      field('result', integer(32)),
    ),
  ];

  it.each([
    ['by layout', false],
    ['by the decoder', true],
  ])('yields sizes and addresses, %s', (_, isSlow) => {
    const event = (id: number, at: number, ...payload: (number | bigint)[]) => ({ id, at, context: thread, payload });
    const packets = [
      {
        begin: 0,
        end: 100,
        events: [
          event(0, 10, 32, 0x7f00_0000_1000n),
          event(2, 20, 3, 8, 0x2000),
          event(3, 30, 0x2000, 100, 0x3000),
          event(1, 40, 0x3000),
          event(1, 50, 0),
          event(4, 60, 0x4000, 64, 128, 0),
          event(4, 70, 0x5000, 64, 128, 12),
        ],
      },
    ];
    const { allocations } = only(
      scanWritten(lttngEventSchema({ context: THREAD_CONTEXT, classes: LIBC }), [packets], { isSlow }),
    );
    const rows = Array.from({ length: allocations.count }, (__, row) => [
      allocations.timeNs[row],
      (allocations.high[row] as number) * 2 ** 32 + (allocations.low[row] as number),
      allocations.bytes[row],
    ]);
    expect(rows).toEqual([
      [10, 0x7f00_0000_1000, 32],
      [20, 0x2000, 24],
      [30, 0x2000, -1],
      [30, 0x3000, 100],
      [40, 0x3000, -1],
      [60, 0x4000, 128],
    ]);
  });
});
