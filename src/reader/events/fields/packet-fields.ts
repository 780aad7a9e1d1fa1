import { PacketCursor } from '../../scan/packet-cursor';
import { MAX_PACKET_BYTES, shorterFile } from '../../scan/packet-damage';
import { EVENT, EVENT_COLUMNS, NO_STREAM, NOWHERE, STREAM } from '../../scan/plan/scan-plan';
import { PacketWalker } from '../../scan/walk';
import type { TimeRange, TraceReading } from '../../trace-reading';
import { FieldColumns } from './field-columns';
import { FIELD_FORM, type FieldPlan } from './field-plan';
import { type FieldBatch, MOST_FIELDS } from './field-request';

const WORD = 2 ** 32;

/** Walks over packets and keeps the wanted fields. A packet that is damaged ends there; the pass over the trace warns of it. */
export class PacketFields {
  readonly #columns = new FieldColumns();
  readonly #walker: PacketWalker;
  readonly #cursor: PacketCursor;

  constructor(
    private readonly reading: TraceReading,
    private readonly fields: FieldPlan,
  ) {
    this.#walker = new PacketWalker(fields.plan.ops);
    this.#cursor = new PacketCursor(fields.plan, this.#walker);
  }

  /** The events since the last call. */
  take(): FieldBatch {
    return this.#columns.take();
  }

  /** Adds the wanted events of a packet that are in the range. @throws ReadError `damaged` for a file that became shorter */
  add(packet: number, { fromNs, toNs }: TimeRange): void {
    if (!this.#load(packet)) return;
    const { isWanted } = this.fields;
    const cursor = this.#cursor;
    cursor.open(packet);
    while (cursor.next() && cursor.timeNs < toNs)
      if (isWanted[cursor.row / EVENT_COLUMNS] === 1 && cursor.timeNs >= fromNs) this.#keep(packet);
  }

  #keep(packet: number): void {
    const { plan, forms } = this.fields;
    const columns = this.#columns;
    const cursor = this.#cursor;
    const at = columns.add();
    columns.timeNs[at] = cursor.timeNs;
    columns.eventClass[at] = plan.events[cursor.row + EVENT.classIndex] as number;
    columns.cpu[at] = plan.packets.cpu[packet] as number;
    const { streams } = plan;
    const pidNs = streams[cursor.stream + STREAM.pidNs] as number;
    const vpid = streams[cursor.stream + STREAM.vpid] as number;
    const vtid = streams[cursor.stream + STREAM.vtid] as number;
    columns.pidNs[at] = pidNs === NOWHERE ? 0 : cursor.uint32(pidNs, cursor.context);
    columns.vpid[at] = vpid === NOWHERE ? -1 : cursor.int32(vpid, cursor.context);
    columns.vtid[at] = vtid === NOWHERE ? -1 : cursor.int32(vtid, cursor.context);
    const form = (cursor.row / EVENT_COLUMNS) * MOST_FIELDS;
    for (let field = 0; field < MOST_FIELDS; field++)
      columns.values[at * MOST_FIELDS + field] = this.#value(EVENT.a + field, forms[form + field] as number);
  }

  #value(column: number, form: number): number {
    if (form === FIELD_FORM.none) return Number.NaN;
    const low = this.#cursor.low(column);
    if (form === FIELD_FORM.signed32) return low;
    if (form === FIELD_FORM.unsigned32) return low >>> 0;
    return this.#cursor.high(column) * WORD + (low >>> 0);
  }

  /** @returns false for a packet that is not read */
  #load(packet: number): boolean {
    const { packets } = this.fields.plan;
    const bytes = packets.contentBytes[packet] as number;
    const source = this.reading.streams[packets.file[packet] as number]?.bytes;
    if (!source || packets.stream[packet] === NO_STREAM || bytes > MAX_PACKET_BYTES) return false;
    this.#walker.reserve(bytes);
    const read = source.read(this.#walker.bytes.subarray(0, bytes), packets.offsetBytes[packet] as number);
    if (read < bytes) throw shorterFile();
    return true;
  }
}
