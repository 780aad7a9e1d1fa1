import type { ImageReport } from '@shared/images/image-report-schema';
import type { Problem } from '@shared/images/problem';
import { type Readiness, readiness, type Wanted } from '@shared/images/readiness';
import type { TracerState } from '@shared/model/capabilities';
import { IDENTITY_CONTEXTS } from '@shared/tracing/contexts';
import { useMemo } from 'react';
import { useDoctor } from '../../../stores/doctor';

/** What the tracer of an image's programs must match, and the tracer that this machine can lend. */
export type Tracers = Pick<Wanted, 'lttng' | 'payload'>;

/** @param tracer undefined before the first check of this machine */
const tracersOf = (tracer: TracerState | undefined): Tracers => ({
  lttng: tracer?.version ?? null,
  payload: tracer?.payload ?? null,
});

export function useTracers(): Tracers {
  const tracer = useDoctor((state) => state.capabilities?.tracer);
  return useMemo(() => tracersOf(tracer), [tracer]);
}

/** Whether an image's programs can be traced, for any choice of events. */
export interface ImageReadiness {
  state: 'ready' | 'warning' | 'error' | 'unknown';
  tracer: Readiness['tracer'];
  problems: Problem[];
}

export function readinessOf(report: ImageReport | null, tracers: Tracers): ImageReadiness {
  if (!report) return { state: 'unknown', tracer: 'none', problems: [] };
  const { tracer, problems } = readiness(report, { ...tracers, contexts: IDENTITY_CONTEXTS, preloads: [] });
  const [first] = problems;
  return { state: first ? (problems.some(isError) ? 'error' : first.severity) : 'ready', tracer, problems };
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** The report as if the image contained the tracer that its programs get. */
export function reportWithTracer(report: ImageReport, tracers: Tracers): ImageReport {
  const { payload } = tracers;
  if (!payload || readinessOf(report, tracers).tracer !== 'payload') return report;
  return { ...report, ust: payload.ust, preloads: payload.preloads };
}
