import type { ThreadRow } from '@reader/analysis/analysis';
import type { Evidence } from '@shared/trace-view/insight';
import { blockedNs, inState, knownNs } from '../facts/subjects';

/** The states of a thread. @param bracketNs the part that the label names, of the blocked or waiting time */
export const statesEvidence = (row: ThreadRow, bracketNs: number, label: string): Evidence => ({
  kind: 'states',
  lengthNs: knownNs(row),
  runningNs: inState(row, 'running'),
  waitingNs: inState(row, 'waiting-to-run'),
  blockedNs: blockedNs(row),
  bracketNs,
  label,
});
