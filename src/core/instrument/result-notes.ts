import { SKIP_REASONS, type SkipReason } from '@shared/instrument/instrument-report';
import type { InstrumentedFile } from './insert';
import type { WrapperReport } from './read-report';

/** What the user should know about the result, whole sentences. */
export function notesOf({ summary }: WrapperReport, { clangStages }: InstrumentedFile): string[] {
  const skipped = Object.entries(summary.skipped) as [SkipReason, number][];
  return [
    ...skipped.map(([reason, count]) =>
      count === 1
        ? `1 source ${SKIP_REASONS[reason]}.`
        : `${count} sources were skipped: each ${SKIP_REASONS[reason]}.`,
    ),
    ...(summary.inlined > 0
      ? [`The compiler inlines ${summary.inlined} functions everywhere. Their calls are part of their callers.`]
      : []),
    ...(summary.uncounted > 0
      ? [`Functions of ${summary.uncounted} sources are not counted, because they are optimised while linking.`]
      : []),
    ...(clangStages.length > 0
      ? [`Calls of clang are instrumented in the stages ${clangStages.join(', ')}. Its sources are not listed.`]
      : []),
  ];
}
