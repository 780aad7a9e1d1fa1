import { traceSource } from './analysis/export/trace-source';
import { withTrace } from './analysis/open-trace';
import { rangeOf } from './analysis/part-of-trace';
import { unreadPlaces } from './analysis/unread-places';
import type { SourceOf } from './archive/export-traces';
import type { CoreContext } from './core-context';
import { symbolDeps } from './symbol-deps';
import { traceSymboliser } from './symbol-work';

/** Opens traces of the library for conversions, with the names of their functions. @param signal of the export */
export const exportSources =
  (context: CoreContext, signal: AbortSignal): SourceOf =>
  (id, part) =>
  (work) =>
    withTrace(context.library, id, async (trace) => {
      const { lengthNs } = trace.reading.span;
      const { fromNs, toNs } = rangeOf(part, lengthNs);
      // Nothing is after the last event, so a longer range would only add empty time.
      const range = { fromNs, toNs: Math.min(toNs, lengthNs + 1) };
      const source = traceSource(trace, range, await traceSymboliser(symbolDeps(context), trace, signal));
      return work({
        source,
        sizeBytes: trace.files.sizeBytes,
        unread: () => unreadPlaces(trace.reading.warnings),
      });
    });
