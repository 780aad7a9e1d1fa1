import { PacketEvents } from './events/packet-events';
import { type CompiledSchema, compileSchema } from './fields/compile-schema';
import { buildTable } from './packets/build-table';
import { completeTimes } from './packets/complete-times';
import { HEAD_WINDOW_BYTES, listPackets } from './packets/list-packets';
import type { ListedStream } from './packets/listed-stream';
import { PacketList } from './packets/packet-list';
import { WarningLog } from './packets/warning-log';
import { expectNotCancelled, ReadError } from './read-error';
import { readMetadata } from './schema/read-metadata';
import type { TraceSchema } from './schema/trace-schema';
import type { LeafSource } from './source';
import type { ReadEventClass, ReadLeaf, TraceReading } from './trace-reading';

/** Reads the metadata of a leaf. @throws ReadError for metadata that cannot be read */
type ReadMetadata = (metadata: Uint8Array) => TraceSchema;

/** Streams between two chances for other work of the thread. */
const PER_TURN = 64;

/**
 * Opens a trace at once, see `openLeaves`.
 * @public Part of the interface of the reader, for callers without an event loop.
 */
export const openTrace = (sources: readonly LeafSource[]): TraceReading => openLeaves(sources, readMetadata);

/**
 * Opens a trace as `openTrace` does, and lets other work run in between: a trace can have thousands of streams.
 * @throws ReadError as openLeaves does, and `cancelled`
 */
export async function openTraceInTurns(sources: readonly LeafSource[], signal?: AbortSignal): Promise<TraceReading> {
  const opening = openingOf(sources, readMetadata);
  for (;;) {
    const { done, value } = opening.next();
    if (done) return value;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expectNotCancelled(signal);
  }
}

/**
 * Reads the metadata of all leaves and the table of their packets. Events are decoded only where packets do not say when they begin
 * or end. Leaves that cannot be read become warnings.
 * @throws ReadError the reason of the first leaf if no leaf can be read
 */
export function openLeaves(sources: readonly LeafSource[], readMetadata: ReadMetadata): TraceReading {
  const opening = openingOf(sources, readMetadata);
  for (;;) {
    const { done, value } = opening.next();
    if (done) return value;
  }
}

/** Yields after a bounded number of streams. */
function* openingOf(
  sources: readonly LeafSource[],
  readMetadata: ReadMetadata,
): Generator<undefined, TraceReading, undefined> {
  const log = new WarningLog();
  const leaves: ReadLeaf[] = [];
  const listed: ListedStream[] = [];
  const list = new PacketList();
  const schemas = new KnownSchemas(readMetadata);
  let refusal: ReadError | null = null;
  for (const { path, metadata, streams } of sources) {
    try {
      const { compiled, eventBase, heads } = schemas.of(metadata, leaves.length);
      const leaf = leaves.push({
        path,
        schema: compiled.schema,
        domain: domainOf(compiled.schema),
        eventBase,
        compiled,
      });
      for (const source of streams) {
        const warn = log.forStream(path, source.name);
        const own = listPackets(heads, source, warn);
        completeTimes(compiled, source, own);
        list.append(own);
        listed.push({ leaf: leaf - 1, compiled, source, list, from: list.count - own.count, to: list.count, warn });
        if (listed.length % PER_TURN === 0) yield;
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      refusal ??= error;
      log.add({
        kind: 'refused-leaf',
        leaf: path,
        stream: null,
        packet: null,
        offsetBytes: null,
        message: error.message,
      });
    }
  }
  if (refusal !== null && leaves.length === 0) throw refusal;
  return {
    leaves,
    streams: listed.map(({ leaf, source, warn }) => ({ leaf, name: source.name, bytes: source.bytes, warn })),
    eventClasses: schemas.eventClasses,
    warnings: log.warnings,
    unlistedWarnings: () => log.unlisted,
    ...buildTable(listed),
  };
}

interface KnownSchema {
  compiled: CompiledSchema;
  /** Reads the heads of packets. */
  heads: PacketEvents;
  eventBase: number;
}

/** Parts of a recording have the same metadata, which is read once. Callers keep equal metadata in one array. */
class KnownSchemas {
  readonly eventClasses: ReadEventClass[] = [];
  readonly #known = new Map<Uint8Array, KnownSchema>();

  constructor(private readonly readMetadata: ReadMetadata) {}

  of(metadata: Uint8Array, leaf: number): KnownSchema {
    const known = this.#known.get(metadata);
    if (known !== undefined) return known;
    const compiled = compileSchema(this.readMetadata(metadata));
    const heads = new PacketEvents(compiled, HEAD_WINDOW_BYTES);
    const read = { compiled, heads, eventBase: this.eventClasses.length };
    for (const [streamClass, { events }] of read.compiled.schema.streams)
      for (const event of events.values()) this.eventClasses.push({ leaf, streamClass, class: event });
    this.#known.set(metadata, read);
    return read;
  }
}

/** LTTng writes `domain` since 2.0; older kernel traces are known by their tracer. */
function domainOf({ environment }: TraceSchema): ReadLeaf['domain'] {
  const isKernel = environment.get('domain') === 'kernel' || environment.get('tracer_name') === 'lttng-modules';
  return isKernel ? 'kernel' : 'userspace';
}
