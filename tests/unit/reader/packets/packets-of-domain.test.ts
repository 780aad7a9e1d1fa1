import { openLeaves } from '@reader/open-trace';
import { readingOfDomain } from '@reader/packets/packets-of-domain';
import { expect, it } from 'vitest';
import { lttngSchema } from '../../../setup/lttng-trace';
import { testLeaf } from '../../../setup/test-leaf';

const packets = (...begins: number[]) => begins.map((begin) => ({ begin, end: begin + 5, events: [begin] }));
const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const kernel = { ...testLeaf('k', [{ packets: packets(0, 20) }]), metadata: encoded('kernel') };
const user = { ...testLeaf('u', [{ packets: packets(10, 30, 40) }]), metadata: encoded('ust') };

const opened = () =>
  openLeaves([kernel, user], (metadata) =>
    lttngSchema({ environment: new Map([['domain', new TextDecoder().decode(metadata)]]) }),
  );

it('a trace has the packets of one domain in all columns, and keeps its leaves', () => {
  const reading = opened();
  const { packets: all, leaves } = readingOfDomain(reading, 'kernel');
  expect(all.count).toBe(2);
  expect([...all.beginNs]).toEqual([0, 20]);
  expect([...all.beginCycles]).toEqual([0n, 20n]);
  expect(leaves).toBe(reading.leaves);
  for (const column of Object.values(all)) if (typeof column !== 'number') expect(column).toHaveLength(2);
  expect([...readingOfDomain(reading, 'userspace').packets.beginNs]).toEqual([10, 30, 40]);
  expect(reading.packets.count).toBe(5);
});
