/** Moves over the events of one packet. Fields of the current event are read at the places of the scan plan. */
export interface EventCursor {
  /** Time of the current event as the records have it, see scan-result.ts. */
  readonly timeNs: number;
  /** Index in `ScanPlan.streams` of the first column of the packet's stream. */
  readonly stream: number;
  /** Index in `ScanPlan.events` of the first column of the current event. */
  readonly row: number;
  /** First byte of the common context of the current event. */
  readonly context: number;
  /** First byte of its specific context, which the payload follows. */
  readonly payload: number;
  readonly bytes: Uint8Array;
  /** Whether `next` returned false at an event that cannot be read. */
  readonly isDamaged: boolean;
  /** Where the next event begins, or where reading stopped, in bytes since the packet's begin. */
  readonly position: number;
  /** @returns false if the packet has no further event */
  next(): boolean;
  /** @param place see NOWHERE; not NOWHERE itself. @returns an index into `bytes` */
  at(place: number, base: number): number;
  int32(place: number, base: number): number;
  uint32(place: number, base: number): number;
  /** @param column one of the columns a to e of `ScanPlan.events`, whose field exists. @returns its lower 32 bits, signed */
  low(column: number): number;
  /** @returns the upper 32 bits of a field of 64 bits, signed */
  high(column: number): number;
}
