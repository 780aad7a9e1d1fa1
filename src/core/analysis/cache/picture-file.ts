import type { PictureProcess, PictureThread, ReadPicture } from '@reader/picture/picture';
import { MIB } from '@shared/model/units';
import { type ColumnReader, ColumnWriter, isOfBytes } from './column-bytes';
import { type SealedKind, sealColumns, unsealColumns } from './sealed-columns';

/** Increase it when the columns or the rules of pictures change, so that older files are not used. */
export const PICTURE_VERSION = 1;
const KIND: SealedKind = { magic: 'CTPICTUR', version: PICTURE_VERSION, mostBytes: 256 * MIB };

const DOMAINS = ['userspace', 'kernel'] as const;

/** The file of the picture of a whole trace. */
export function encodePicture(picture: ReadPicture): Uint8Array {
  const { range, columns, threads, processes, lanes, spans, functions, syscalls, running, busy, undrawn } = picture;
  const writer = new ColumnWriter();
  writer.numbers(Float64Array.of(range.fromNs, range.toNs, columns.fromNs, columns.widthNs, columns.count));
  writePlaces(writer, threads);
  writer.numbers(Int32Array.from(threads, ({ tid }) => tid));
  writer.numbers(Uint8Array.from(threads, ({ kind }) => kind));
  writer.numbers(Uint32Array.from(threads, ({ process }) => process));
  writer.texts(threads.map(({ name }) => name));
  writePlaces(writer, processes);
  for (const column of [lanes.thread, lanes.kind, lanes.depth, lanes.first]) writer.numbers(column);
  for (const column of [spans.beginNs, spans.endNs, spans.value, spans.part, spans.ends]) writer.numbers(column);
  writer.numbers(Uint32Array.from(functions, ({ process }) => process));
  writer.numbers(BigUint64Array.from(functions, ({ address }) => address));
  writer.texts(syscalls);
  for (const column of [running.process, running.ns, busy.cpu, busy.ns]) writer.numbers(column);
  writer.numbers(Float64Array.of(undrawn.deepCalls, undrawn.ofLanes, undrawn.spans, undrawn.processes));
  return sealColumns(KIND, writer.bytes());
}

/** Its indexes are checked. @returns undefined for a file of another version, or a damaged one */
export function decodePicture(file: Uint8Array): ReadPicture | undefined {
  try {
    const reader = unsealColumns(KIND, file);
    if (!reader) return undefined;
    const picture = readPicture(reader);
    if (!reader.isAtEnd) return undefined;
    checkPicture(picture);
    return picture;
  } catch (error) {
    if (isOfBytes(error)) return undefined;
    throw error;
  }
}

function readPicture(reader: ColumnReader): ReadPicture {
  const [fromNs = 0, toNs = 0, columnsFromNs = 0, widthNs = 1, count = 1] = reader.numbers(Float64Array);
  const places = readPlaces(reader);
  const [tid, kind, process] = [reader.numbers(Int32Array), reader.numbers(Uint8Array), reader.numbers(Uint32Array)];
  const names = reader.texts();
  const threads = places.map(
    (place, row): PictureThread => ({
      ...place,
      tid: tid[row] ?? -1,
      kind: kind[row] ?? 0,
      process: process[row] ?? 0,
      name: names[row] ?? '',
    }),
  );
  const processes = readPlaces(reader);
  const lanes = {
    thread: reader.numbers(Uint32Array),
    kind: reader.numbers(Uint8Array),
    depth: reader.numbers(Uint16Array),
    first: reader.numbers(Uint32Array),
  };
  const spans = {
    beginNs: reader.numbers(Float64Array),
    endNs: reader.numbers(Float64Array),
    value: reader.numbers(Uint32Array),
    part: reader.numbers(Uint8Array),
    ends: reader.numbers(Uint8Array),
  };
  const [owners, addresses] = [reader.numbers(Uint32Array), reader.numbers(BigUint64Array)];
  const functions = Array.from(owners, (owner, row) => ({ process: owner, address: addresses[row] ?? 0n }));
  const syscalls = reader.texts();
  const running = { process: reader.numbers(Uint32Array), ns: reader.numbers(Float64Array) };
  const busy = { cpu: reader.numbers(Uint32Array), ns: reader.numbers(Float64Array) };
  const [deepCalls = 0, ofLanes = 0, leftOut = 0, processesLeftOut = 0] = reader.numbers(Float64Array);
  return {
    range: { fromNs, toNs },
    columns: { fromNs: columnsFromNs, widthNs, count },
    threads,
    processes,
    lanes,
    spans,
    functions,
    syscalls,
    running,
    busy,
    undrawn: { deepCalls, ofLanes, spans: leftOut, processes: processesLeftOut },
  };
}

function writePlaces(writer: ColumnWriter, places: readonly PictureProcess[]): void {
  writer.numbers(Uint8Array.from(places, ({ domain }) => DOMAINS.indexOf(domain)));
  writer.numbers(Uint32Array.from(places, ({ pidNs }) => pidNs));
  writer.numbers(Uint32Array.from(places, ({ epoch }) => epoch));
  writer.numbers(Int32Array.from(places, ({ vpid }) => vpid));
}

function readPlaces(reader: ColumnReader): PictureProcess[] {
  const domain = reader.numbers(Uint8Array);
  const [pidNs, epoch] = [reader.numbers(Uint32Array), reader.numbers(Uint32Array)];
  const vpid = reader.numbers(Int32Array);
  return Array.from(domain, (value, row) => ({
    domain: DOMAINS[value] ?? 'userspace',
    pidNs: pidNs[row] ?? 0,
    epoch: epoch[row] ?? 0,
    vpid: vpid[row] ?? -1,
  }));
}

/** @throws RangeError for columns that do not fit to each other */
function checkPicture({ columns, lanes, spans, running, busy }: ReadPicture): void {
  const count = spans.beginNs.length;
  const isRectangular =
    [spans.endNs, spans.value, spans.part, spans.ends].every(({ length }) => length === count) &&
    [lanes.kind, lanes.depth].every(({ length }) => length === lanes.thread.length) &&
    lanes.first.length === lanes.thread.length + 1 &&
    running.ns.length === running.process.length * columns.count &&
    busy.ns.length === busy.cpu.length * columns.count;
  const isAscending = lanes.first.every((first, lane) => first <= (lanes.first[lane + 1] ?? count));
  if (!isRectangular || !isAscending) throw new RangeError('the columns of a picture do not fit to each other');
}
