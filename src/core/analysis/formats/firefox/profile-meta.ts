import type { ExportSource } from '../export-source';
import { shownName } from '../shown-name';
import { inUnit } from '../text-output';

/**
 * Version 48 of the processed profile format, the last that docs-developer/CHANGELOG-formats.md of github.com/firefox-devtools/profiler
 * described when this was written with tables per thread, which can be streamed. The profiler upgrades every older version.
 */
const PROCESSED_VERSION = 48;
/** Of Gecko's own format at that time. */
const GECKO_VERSION = 27;

export const CATEGORY = { other: 0, call: 1, syscall: 2, state: 3 } as const;
const CATEGORIES = [
  { name: 'Other', color: 'grey', subcategories: ['Other'] },
  { name: 'Function', color: 'blue', subcategories: ['Other'] },
  { name: 'System call', color: 'orange', subcategories: ['Other'] },
  { name: 'State', color: 'green', subcategories: ['Other'] },
] as const satisfies { length: 4 };

/** Types of marker data, and what the profiler shows of them. */
const MARKER_SCHEMA = [
  {
    name: 'syscall',
    display: ['marker-chart', 'marker-table', 'timeline-overview'],
    tooltipLabel: '{marker.name}',
    tableLabel: '{marker.data.result}',
    chartLabel: '{marker.name}',
    data: [{ key: 'result', label: 'Result', format: 'string', searchable: true }],
  },
  {
    name: 'state',
    display: ['marker-chart', 'marker-table'],
    tooltipLabel: '{marker.name}',
    tableLabel: '{marker.data.wokenBy}',
    chartLabel: '{marker.name}',
    data: [{ key: 'wokenBy', label: 'Woken by', format: 'string', searchable: true }],
  },
];

/** `meta` as JSON. Times of the profile are milliseconds since the begin of the trace. */
export function metaOf({ title, beginUnixNs, range }: ExportSource): string {
  const beginNs = beginUnixNs ?? 0n;
  const meta = {
    interval: 0.001,
    processType: 0,
    product: shownName(title),
    importedFrom: 'Containers Trace',
    stackwalk: 1,
    debug: false,
    version: GECKO_VERSION,
    preprocessedProfileVersion: PROCESSED_VERSION,
    symbolicated: true,
    symbolicationNotSupported: true,
    usesOnlyOneStackType: true,
    doesNotUseFrameImplementation: true,
    sourceCodeIsNotOnSearchfox: true,
    startTime: Number(beginNs) / 1e6,
    categories: CATEGORIES,
    markerSchema: MARKER_SCHEMA,
    sampleUnits: { time: 'ms', eventDelay: 'ms', threadCPUDelta: 'ns' },
  };
  const text = JSON.stringify(meta).slice(0, -1);
  const lengthNs = Math.max(0, range.toNs - range.fromNs);
  return `${text},"profilingStartTime":${inUnit(range.fromNs, 6)},"profilingEndTime":${inUnit(range.fromNs + lengthNs, 6)}}`;
}
