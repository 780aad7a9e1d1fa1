import { join } from 'node:path';
import protobuf from 'protobufjs';

/** 64-bit integers are decimal text. */
export interface Packet {
  timestamp?: string;
  timestampClockId?: number;
  trustedPacketSequenceId: number;
  sequenceFlags?: number;
  clockSnapshot?: { clocks: { clockId: number; timestamp: string; isIncremental?: boolean }[] };
  trackEvent?: PerfettoEvent;
  trackDescriptor?: TrackDescriptor;
  internedData?: { eventNames: { iid: string; name: string }[] };
  tracePacketDefaults?: { timestampClockId?: number; trackEventDefaults?: { trackUuid?: string } };
}

interface PerfettoEvent {
  type: 'TYPE_SLICE_BEGIN' | 'TYPE_SLICE_END' | 'TYPE_INSTANT' | 'TYPE_COUNTER';
  nameIid?: string;
  name?: string;
  trackUuid?: string;
  counterValue?: string;
  doubleCounterValue?: number;
  flowIds?: string[];
  terminatingFlowIds?: string[];
  debugAnnotations?: { name: string; boolValue?: boolean }[];
}

export interface TrackDescriptor {
  uuid: string;
  name?: string;
  parentUuid?: string;
  process?: { pid: number; processName: string };
  thread?: { pid: number; tid: number; threadName: string };
  counter?: { unit: string };
}

export interface Slice {
  track: string;
  name: string;
  beginNs: bigint;
  endNs: bigint;
  depth: number;
  isCut: boolean;
  arguments: string[];
  flowsEndingHere: string[];
}

export interface PerfettoFile {
  packets: Packet[];
  tracks: Map<string, TrackDescriptor>;
  /** In the order of their end. */
  slices: Slice[];
  instants: { track: string; timeNs: bigint; name: string; flows: string[] }[];
  counters: { track: string; timeNs: bigint; value: number }[];
  bytes: number;
}

const SEQUENCE_CLEARED = 1;
const NEEDS_STATE = 2;
const BOOTTIME = 6;

/**
 * Decodes a whole file by the definitions in tests/fixtures/perfetto.proto, as Perfetto's reader would: sequences with their clocks,
 * defaults and names. @throws for fields that the definitions do not have, for names, clocks and tracks that are used before they are
 * defined, for an end without a begin, and for slices that do not end
 */
export async function readPerfetto(bytes: Buffer): Promise<PerfettoFile> {
  const root = await protobuf.load(join(import.meta.dirname, '../../../fixtures/perfetto.proto'));
  const type = root.lookupType('Trace');
  const message = type.decode(bytes);
  const { packet: packets } = type.toObject(message, { longs: String, enums: String }) as { packet: Packet[] };
  // Encoding again leaves out what the definitions do not have.
  if (type.encode(type.fromObject({ packet: packets })).finish().length !== bytes.length)
    throw new Error('The file has fields that the definitions do not have.');
  const file: PerfettoFile = {
    packets,
    tracks: new Map(),
    slices: [],
    instants: [],
    counters: [],
    bytes: bytes.length,
  };
  const sequences = new Map<number, Sequence>();
  const open = new Map<string, Slice[]>();
  for (const packet of packets) {
    const sequence = sequences.get(packet.trustedPacketSequenceId) ?? new Sequence();
    sequences.set(packet.trustedPacketSequenceId, sequence);
    sequence.apply(packet);
    const { trackDescriptor, trackEvent } = packet;
    if (trackDescriptor) {
      if (file.tracks.has(trackDescriptor.uuid)) throw new Error(`Track ${trackDescriptor.uuid} is described twice.`);
      if (trackDescriptor.parentUuid !== undefined && !file.tracks.has(trackDescriptor.parentUuid))
        throw new Error(`Track ${trackDescriptor.uuid} has an unknown parent.`);
      file.tracks.set(trackDescriptor.uuid, trackDescriptor);
    }
    if (trackEvent) addEvent(file, open, sequence, packet, trackEvent);
  }
  for (const [track, slices] of open) if (slices.length > 0) throw new Error(`Track ${track} has slices without end.`);
  return file;
}

class Sequence {
  #names: Map<string, string> | undefined;
  #clock: { id: number; nowNs: bigint } | undefined;
  #defaultClock = BOOTTIME;
  defaultTrack: string | undefined;

  apply({ sequenceFlags = 0, clockSnapshot, internedData, tracePacketDefaults }: Packet): void {
    if (sequenceFlags & SEQUENCE_CLEARED) this.#names = new Map();
    if (sequenceFlags & NEEDS_STATE && !this.#names) throw new Error('A sequence is used before its state is cleared.');
    for (const { iid, name } of internedData?.eventNames ?? []) {
      const known = this.#names?.get(iid);
      if (known !== undefined) throw new Error(`Name ${iid} is defined as ${known} and as ${name}.`);
      this.#names?.set(iid, name);
    }
    for (const { clockId, timestamp, isIncremental } of clockSnapshot?.clocks ?? [])
      if (isIncremental) {
        if (clockId < 64 || clockId > 127) throw new Error(`Clock ${clockId} is not a sequence's.`);
        this.#clock = { id: clockId, nowNs: BigInt(timestamp) };
      }
    if (tracePacketDefaults) {
      this.#defaultClock = tracePacketDefaults.timestampClockId ?? BOOTTIME;
      this.defaultTrack = tracePacketDefaults.trackEventDefaults?.trackUuid;
    }
  }

  timeOf({ timestamp, timestampClockId }: Packet): bigint {
    if (timestamp === undefined) throw new Error('An event has no timestamp.');
    const clock = timestampClockId ?? this.#defaultClock;
    if (clock === BOOTTIME) return BigInt(timestamp);
    if (this.#clock?.id !== clock) throw new Error(`Clock ${clock} is used before its snapshot.`);
    this.#clock.nowNs += BigInt(timestamp);
    return this.#clock.nowNs;
  }

  nameOf({ nameIid, name }: PerfettoEvent): string {
    const found = nameIid === undefined ? name : this.#names?.get(nameIid);
    if (found === undefined) throw new Error(`Name ${nameIid} is used before it is defined.`);
    return found;
  }
}

function addEvent(
  file: PerfettoFile,
  open: Map<string, Slice[]>,
  sequence: Sequence,
  packet: Packet,
  event: PerfettoEvent,
): void {
  const track = event.trackUuid ?? sequence.defaultTrack ?? '0';
  if (!file.tracks.has(track)) throw new Error(`Track ${track} is used before it is described.`);
  const timeNs = sequence.timeOf(packet);
  const slices = open.get(track) ?? [];
  open.set(track, slices);
  const named = (event.debugAnnotations ?? []).map(({ name }) => name);
  switch (event.type) {
    case 'TYPE_SLICE_BEGIN':
      slices.push({
        track,
        name: sequence.nameOf(event),
        beginNs: timeNs,
        endNs: -1n,
        depth: slices.length,
        isCut: named.includes('cut'),
        arguments: named,
        flowsEndingHere: event.terminatingFlowIds ?? [],
      });
      break;
    case 'TYPE_SLICE_END': {
      const slice = slices.pop();
      if (!slice) throw new Error(`Track ${track} has an end without a begin.`);
      if (timeNs < slice.beginNs) throw new Error(`Slice ${slice.name} ends before it begins.`);
      file.slices.push({
        ...slice,
        endNs: timeNs,
        isCut: slice.isCut || named.includes('cut'),
        arguments: [...slice.arguments, ...named],
      });
      break;
    }
    case 'TYPE_INSTANT':
      file.instants.push({ track, timeNs, name: sequence.nameOf(event), flows: event.flowIds ?? [] });
      break;
    case 'TYPE_COUNTER':
      file.counters.push({ track, timeNs, value: event.doubleCounterValue ?? Number(event.counterValue) });
  }
}
