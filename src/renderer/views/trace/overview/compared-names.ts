import { durationText } from '@shared/analysis/trace-time';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import type { Alignment } from '../../../models/trace-view/alignment';
import { texts } from '../../../texts/en';
import { OVERVIEW } from '../drawing/overview/overview-measures';

const { overview: labels } = texts.traceFrame;

/** A name beside the strip, at its lane. */
export interface StripName {
  name: string;
  figure: string;
  top: number;
}

/** The names of the strip's lanes while two traces are compared. */
export function comparedNames(opened: TraceFacts, other: TraceFacts, alignment: Alignment): StripName[] {
  const { compared } = OVERVIEW;
  return [
    { name: other.title, figure: durationText(other.lengthNs), top: compared.other.top + 6 },
    { name: opened.title, figure: durationText(opened.lengthNs), top: compared.opened.top + 4 },
    { name: labels.aligned, figure: labels.alignments[alignment], top: 61 },
  ];
}
