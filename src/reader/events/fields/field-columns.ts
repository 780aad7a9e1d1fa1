import { grown } from '../../grown';
import { type FieldBatch, MOST_FIELDS } from './field-request';
import { timeOrder } from './time-order';

const FIRST_CAPACITY = 1024;

/** Collects events for a FieldBatch. */
export class FieldColumns {
  count = 0;
  timeNs = new Float64Array(FIRST_CAPACITY);
  eventClass = new Uint32Array(FIRST_CAPACITY);
  cpu = new Int32Array(FIRST_CAPACITY);
  pidNs = new Float64Array(FIRST_CAPACITY);
  vpid = new Int32Array(FIRST_CAPACITY);
  vtid = new Int32Array(FIRST_CAPACITY);
  values = new Float64Array(FIRST_CAPACITY * MOST_FIELDS);

  /** @returns the row of another event, whose columns the caller fills in */
  add(): number {
    if (this.count === this.timeNs.length) this.#grow();
    return this.count++;
  }

  /** The events so far in the order of time. Events of the same time keep their order. */
  take(): FieldBatch {
    const { count } = this;
    const { timeNs } = this;
    const order = timeOrder(timeNs, count);
    const values = new Float64Array(count * MOST_FIELDS);
    for (let at = 0; at < count; at++) {
      const [from, to] = [(order[at] as number) * MOST_FIELDS, at * MOST_FIELDS];
      for (let field = 0; field < MOST_FIELDS; field++) values[to + field] = this.values[from + field] as number;
    }
    this.count = 0;
    return {
      count,
      timeNs: picked(timeNs, order),
      eventClass: picked(this.eventClass, order),
      cpu: picked(this.cpu, order),
      pidNs: picked(this.pidNs, order),
      vpid: picked(this.vpid, order),
      vtid: picked(this.vtid, order),
      values,
    };
  }

  #grow(): void {
    const capacity = this.timeNs.length * 2;
    this.timeNs = grown(this.timeNs, new Float64Array(capacity));
    this.eventClass = grown(this.eventClass, new Uint32Array(capacity));
    this.cpu = grown(this.cpu, new Int32Array(capacity));
    this.pidNs = grown(this.pidNs, new Float64Array(capacity));
    this.vpid = grown(this.vpid, new Int32Array(capacity));
    this.vtid = grown(this.vtid, new Int32Array(capacity));
    this.values = grown(this.values, new Float64Array(capacity * MOST_FIELDS));
  }
}

function picked<C extends Float64Array | Uint32Array | Int32Array>(column: C, order: Uint32Array): C {
  const result = column.slice(0, order.length) as C;
  for (let at = 0; at < order.length; at++) result[at] = column[order[at] as number] as number;
  return result;
}
