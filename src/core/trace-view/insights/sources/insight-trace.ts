import type { OpenedTrace } from '../../../analysis/open-trace';

/** What rules need of an opened trace. */
export type InsightTrace = Pick<OpenedTrace, 'reading' | 'attribution'> & {
  files: Pick<OpenedTrace['files'], 'record' | 'containers'>;
};
