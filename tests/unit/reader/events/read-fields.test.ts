import { decodedFields } from '@reader/events/fields/decoded-fields';
import { type FieldBatch, type FieldRequest, MOST_FIELDS } from '@reader/events/fields/field-request';
import { readFields } from '@reader/events/fields/read-fields';
import { timeOrder } from '@reader/events/fields/time-order';
import { openLeaves } from '@reader/open-trace';
import type { TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { THREAD_CONTEXT } from '../../../setup/lttng-classes';
import { eventClass, lttngEventSchema, text, writeLttngStream } from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';
import { testLeaf } from '../../../setup/test-leaf';
import { kernelAndUserspace, withOpened } from '../../analysis/export/opened-trace';
import { scratchFolder } from '../../setup/scratch';

const scratch = scratchFolder();

type Row = readonly number[];

/** The events of all batches as numbers, in an order that does not depend on the streams. */
function rowsOf(batches: Iterable<{ batch: FieldBatch }>): Row[] {
  const rows: Row[] = [];
  for (const { batch } of batches)
    for (let at = 0; at < batch.count; at++) {
      const { timeNs, eventClass: of, cpu, pidNs, vpid, vtid, values } = batch;
      const fields = values.subarray(at * MOST_FIELDS, (at + 1) * MOST_FIELDS);
      rows.push([timeNs[at], of[at], cpu[at], pidNs[at], vpid[at], vtid[at], ...fields] as number[]);
    }
  return rows;
}

const byTime = (one: Row, other: Row): number =>
  one.map((value, at) => value - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

const WANTED: Readonly<Record<string, readonly string[]>> = {
  sched_switch: ['prev_tid', 'next_tid', 'prev_state', 'nothing'],
  sched_process_exit: ['tid'],
  'lttng_ust_cyg_profile:func_entry': ['addr'],
};
const fieldsOf: FieldRequest['fieldsOf'] = ({ name }) => WANTED[name] ?? null;

describe('a recording of the kernel and of userspace', () => {
  it('gives the same fields as the decoder, in the order of time', async () => {
    await withOpened(scratch.path, kernelAndUserspace(scratch.path), [], async ({ reading }) => {
      const read = rowsOf(readFields(reading, { fieldsOf }));
      expect(read.map(([timeNs]) => timeNs)).toEqual(read.map(([timeNs]) => timeNs).sort((a = 0, b = 0) => a - b));
      const decoded = rowsOf(decodedFields(reading, { fieldsOf }));
      expect(read.length).toBeGreaterThan(1_000);
      expect([...read].sort(byTime)).toEqual([...decoded].sort(byTime));
    });
  });

  it('gives those of a range', async () => {
    await withOpened(`${scratch.path}/range`, kernelAndUserspace(scratch.path), [], async ({ reading }) => {
      const range = { fromNs: reading.span.lengthNs / 4, toNs: reading.span.lengthNs / 2 };
      const inRange = rowsOf(readFields(reading, { fieldsOf })).filter(
        ([timeNs = 0]) => timeNs >= range.fromNs && timeNs < range.toNs,
      );
      expect(inRange.length).toBeGreaterThan(0);
      expect(rowsOf(readFields(reading, { fieldsOf, range }))).toEqual(inRange);
    });
  });
});

describe('fields of a written stream', () => {
  const name = 'app:done';
  /** One event after a text of variable length. */
  function written(bits: number): TraceReading {
    const done = eventClass(
      3,
      name,
      field('text', text()),
      field('result', integer(bits, { isSigned: true })),
      field('wide', integer(64)),
    );
    const schema = lttngEventSchema({ context: THREAD_CONTEXT, classes: [done] });
    const events = [{ id: 3, at: 10, context: [7, 8, 'app', 4_026_532_000], payload: ['xyz', 0xffff_ffff, 2 ** 40] }];
    const bytes = writeLttngStream(schema, 'large', [{ begin: 0, end: 100, events }]);
    return openLeaves([{ ...testLeaf('ust', [{ bytes }]), metadata: new Uint8Array() }], () => schema);
  }
  const request: FieldRequest = { fieldsOf: (event) => (event.name === name ? ['result', 'wide', 'missing'] : null) };
  const expected = [[10, 0, 0, 4_026_532_000, 7, 8, -1, 2 ** 40, Number.NaN, Number.NaN, Number.NaN]];

  it('are found after a text', () => {
    expect(rowsOf(readFields(written(32), request))).toEqual(expected);
  });

  it('are decoded where their size is unusual', () => {
    expect(rowsOf(readFields(written(16), request))).toEqual(expected);
  });
});

it('rows are ordered by time, and rows of one time keep their order', () => {
  const times = Float64Array.of(5, 7, 7, 1, 5, 9, 2, 5);
  expect([...timeOrder(times, times.length)]).toEqual([3, 6, 0, 4, 7, 1, 2, 5]);
  expect([...timeOrder(times, 0)]).toEqual([]);
});
