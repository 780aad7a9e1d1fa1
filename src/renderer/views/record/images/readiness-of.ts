import type { ImageReport } from '@shared/images/image-report-schema';
import { type Problem, readiness } from '@shared/images/readiness';
import { IDENTITY_CONTEXTS } from '@shared/tracing/contexts';

/** Whether an image's programs can be traced, for any choice of events. */
export interface Readiness {
  state: 'ready' | 'warning' | 'error' | 'unknown';
  problems: Problem[];
}

/** @param lttng the release of the session daemon, null if unknown */
export function readinessOf(report: ImageReport | null, lttng: string | null): Readiness {
  if (!report) return { state: 'unknown', problems: [] };
  const problems = readiness(report, { lttng, contexts: IDENTITY_CONTEXTS, preloads: [] });
  const [first] = problems;
  return { state: first ? (problems.some(isError) ? 'error' : first.severity) : 'ready', problems };
}

const isError = ({ severity }: Problem): boolean => severity === 'error';
