/** Where an event is: its time, and how many events with the same time are before it. */
export interface EventPosition {
  timeNs: number;
  skip: number;
}

export interface ViewedEvent {
  at: EventPosition;
  /** Index of the row of its thread; null if it belongs to none. */
  row: number | null;
  cpu: number | null;
  name: string;
  /** Whether the timeline shows it as a mark in its row. */
  isMark: boolean;
  /** Fields as text, with names of functions. */
  fields: string;
}

/** Events in the order of time. */
export interface EventPage {
  events: readonly ViewedEvent[];
  /** Whether nothing is before the first or after the last one. */
  reachesBegin: boolean;
  reachesEnd: boolean;
}

/** How many events match, and where they are. */
export interface EventMatches {
  count: number;
  /** By bin of equal length over the whole trace. */
  marks: Uint32Array;
  /** By name of the event, the most frequent first, at most 200. */
  names: readonly { name: string; count: number }[];
}
