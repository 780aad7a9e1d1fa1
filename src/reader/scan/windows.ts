/**
 * A part of the trace that is scanned at once. Windows follow each other without gaps, so each event belongs to exactly one.
 *
 * A window's packets are those with `beginNs < toNs` and `endNs >= fromNs`, in the order of the packet table. The scan decodes
 * them from their begin and yields the events with `fromNs <= time < toNs`.
 */
export interface ScanWindow {
  fromNs: number;
  /** Infinity for the last window of a trace. */
  toNs: number;
  /** False for a window before the requested range, which only brings stacks and states up to date: events are not counted. */
  isCounted: boolean;
  /** Indexes into the packet table, ascending. */
  packets: Uint32Array;
}

/** The columns of a packet table that decide the windows. */
export interface WindowPackets {
  count: number;
  contentBytes: Float64Array;
  beginNs: Float64Array;
  endNs: Float64Array;
}

export interface WindowRequest {
  /** First time that is scanned; a checkpoint's, or 0. */
  startNs: number;
  /** Events from here on are counted. */
  fromNs: number;
  /** Not included; Infinity for the whole trace. */
  toNs: number;
  /** About so many bytes in a window. */
  windowBytes: number;
  /** More cuts: a window has no time `t` with `fromNs < t < toNs` (begins of namespaces, see NamespaceEpoch). */
  cutsNs: readonly number[];
}

/** Larger windows are slower (processor caches), smaller ones decode more packets twice. */
export const WINDOW_BYTES = 8 * 2 ** 20;

/** @returns the windows of the request in the order of time, at least one unless the range is empty */
export function cutWindows(packets: WindowPackets, request: WindowRequest): ScanWindow[] {
  const edges = edgesOf(packets, request);
  const windows: ScanWindow[] = [];
  let open: number[] = [];
  let next = 0;
  for (const [index, fromNs] of edges.slice(0, -1).entries()) {
    const toNs = edges[index + 1] ?? Number.POSITIVE_INFINITY;
    open = open.filter((packet) => (packets.endNs[packet] ?? 0) >= fromNs);
    for (; next < packets.count && (packets.beginNs[next] ?? 0) < toNs; next++) {
      if ((packets.endNs[next] ?? 0) >= fromNs) open.push(next);
    }
    windows.push({ fromNs, toNs, isCounted: fromNs >= request.fromNs, packets: Uint32Array.from(open) });
  }
  return windows;
}

function edgesOf(packets: WindowPackets, request: WindowRequest): number[] {
  const { startNs, fromNs, toNs, windowBytes, cutsNs } = request;
  if (!(startNs < toNs)) return [];
  const edges = new Set([startNs, toNs]);
  for (const cut of [fromNs, ...cutsNs]) if (cut > startNs && cut < toNs) edges.add(cut);
  let bytes = 0;
  for (let packet = 0; packet < packets.count; packet++) {
    const begin = packets.beginNs[packet] ?? 0;
    if (begin >= toNs) break;
    if (begin <= startNs) continue;
    if (bytes >= windowBytes) {
      edges.add(begin);
      bytes = 0;
    }
    bytes += packets.contentBytes[packet] ?? 0;
  }
  return [...edges].sort((a, b) => a - b);
}
