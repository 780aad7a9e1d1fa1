import { momentText } from '@shared/analysis/trace-time';
import { recordsUserspace } from '@shared/request/run-config';
import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { findPreset } from '@shared/tracing/presets';
import { count } from '../../../../format/figures';
import { texts } from '../../../../texts/en';
import type { Emptiness } from '../emptiness';
import { listOf } from '../list-of';
import { recordAgainWith } from './record-again-with';
import type { Recording } from './recorded-parts';
import { whatTraceHas } from './what-trace-has';
import { damageChecks, type KnownTrace } from './why-part-missing';

const { noEvents, reasons } = texts.traceTabs.empty;

interface Known extends KnownTrace {
  range: { fromNs: number; toNs: number };
  filter: string;
  /** Number of selected rows. */
  rows: number;
  /** Events of the range and rows without the filter; null if they were not counted. */
  inRange: number | null;
}

/** Why *Events* is empty. */
export function whyNoEvents(known: Known): Emptiness {
  const { whole, range, filter, rows, inRange } = known;
  if (whole.events === 0) return emptyTrace(known);
  const [from, to] = [momentText(range.fromNs), momentText(range.toNs)];
  const nothing = rows > 0 ? noEvents.noneInRows(rows, from, to) : noEvents.noneInRange(from, to);
  const isByFilter = filter !== '' && inRange !== 0;
  return {
    title: noEvents.title,
    why: isByFilter ? noEvents.filter(filter) : nothing,
    checked: [
      ...(isByFilter && inRange !== null ? [{ state: 'bad' as const, text: noEvents.count(count(inRange)) }] : []),
      ...damageChecks(known),
    ],
    again: null,
    has: whatTraceHas(whole, 'events'),
  };
}

/** The kernel's events need no preparation of a program, so a recording with them is not empty. */
export function emptyTrace(known: KnownTrace): Emptiness {
  const { recording } = known;
  return {
    title: noEvents.emptyTrace,
    why: recording === null ? reasons.foreignEmpty : noneWritten(recording),
    checked: damageChecks(known),
    again: recording === null ? null : recordAgainWith(['states', 'syscalls'], recording),
    has: [],
  };
}

function noneWritten({ preset, events, kernel }: Recording): string {
  const titles = [
    ...(preset === undefined ? [] : [findPreset(preset)?.title ?? preset]),
    ...(kernel?.preset === undefined ? [] : [findKernelPreset(kernel.preset)?.title ?? kernel.preset]),
  ];
  const patterns = events.length + (kernel ? kernel.tracepoints.length + kernel.syscalls.length : 0);
  const asked = listOf([
    ...titles.map(noEvents.askedPreset),
    ...(patterns > 0 ? [noEvents.askedPatterns(patterns)] : []),
  ]);
  return recordsUserspace({ preset, events }) ? noEvents.none(asked) : noEvents.noneOfKernel(asked);
}
