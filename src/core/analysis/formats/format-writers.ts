import type { TraceFileFormat } from '@shared/archive/formats';
import { firefoxOf } from './firefox/write-firefox';
import type { FormatWriter } from './format-writer';
import { perfettoOf } from './perfetto/write-perfetto';
import { chromeOf } from './write-chrome';
import { csvOf, ndjsonOf } from './write-events';
import { speedscopeOf } from './write-speedscope';

/** The writer of each format into which a trace can be converted. */
export const FORMAT_WRITERS = {
  perfetto: perfettoOf,
  firefox: firefoxOf,
  speedscope: speedscopeOf,
  chrome: chromeOf,
  csv: csvOf,
  ndjson: ndjsonOf,
} as const satisfies Record<TraceFileFormat, FormatWriter>;
