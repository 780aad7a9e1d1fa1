import { Walk } from './layout-walk';
import { NOWHERE, StreamRow } from './plan-rows';
import { WindowSlot } from './window-slot';

/** What a scan knows beside its locals: the plan, the window, and the packet that is scanned. */
@unmanaged
export class Scanner {
  walk: Walk;
  streams: usize;
  events: usize;
  /** Of the density's bins, see `DensityBins` of `scan/scan-result.ts`. */
  binsFromNs: f64;
  binWidthNs: f64;
  binCount: u32;
  /** A byte for each event class: whether a scan without records counts its events. 0: all of them. */
  counted: usize;

  slot: WindowSlot;
  fromNs: f64;
  toNs: f64;
  isCounted: u32;

  packet: u32;
  file: u32;
  cpu: i32;
  stream: StreamRow;
  begin: usize;
  limit: usize;
  clockNs: f64;
  clockLow: u32;
  originLow: f64;
  originHigh: f64;
  originNs: f64;
  beginNs: f64;
  endNs: f64;
}

export class Place {
  /** An address in the packet from the column of a table; 0 for NOWHERE. */
  @inline
  static of(marks: usize, base: usize, place: i32): usize {
    return place >= 0 ? base + place : place === NOWHERE ? 0 : load<u32>(marks + ((<usize>(-2 - place)) << 2));
  }
}
