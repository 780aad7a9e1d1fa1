import { CompiledWindows } from '@reader/compiled/compiled-windows';
import { MAX_PACKET_BYTES } from '@reader/scan/packet-damage';
import { WindowScanner } from '@reader/scan/window-scanner';
import { expect, it } from 'vitest';
import { SCHED_CLASSES } from '../../../setup/lttng-classes';
import { lttngEventSchema } from '../../../setup/lttng-events';
import { scanWritten } from '../scan/scan-written';

const BINS = { fromNs: 0, widthNs: 1000, count: 1 };

it('both scans warn once of a packet that is too large, in its window, and not where the packet after it asks what ran', () => {
  const schema = lttngEventSchema({ classes: SCHED_CLASSES, isKernel: true });
  const wake = (at: number) => ({ id: 1, at, payload: ['sh', 5, 0] });
  const { reading, plan, windows } = scanWritten(schema, [
    [
      { begin: 100, end: 200, cpu: 0, events: [{ id: 0, at: 110, payload: ['a', 1, 20, 0, 'b', 2, 20] }] },
      { begin: 300, end: 400, cpu: 0, events: [wake(310)] },
    ],
  ]);
  plan.packets.contentBytes[0] = MAX_PACKET_BYTES + 1;
  const [window] = windows;
  if (!window) throw new Error('the trace has no window');
  const warnings = [new WindowScanner(reading, plan, BINS), new CompiledWindows(reading, plan, BINS)].map((scanner) =>
    [[1], [0, 1]].map((packets) => scanner.scan({ ...window, packets: Uint32Array.from(packets) }).warnings),
  );
  expect(warnings[0]).toEqual(warnings[1]);
  expect(warnings[0]?.map((all) => all.map(({ packet }) => packet))).toEqual([[], [0]]);
});
