import type { TraceRow } from '@shared/model/trace-record';
import { readJournals } from '../journal/read-journals';
import { stateOf } from '../process/identity';
import { recordedOn } from '../process/place';

/** The state of a trace whose record says `recording`. Its process may have been killed, or be on another machine. */
export type RecordingState = { state: 'recording'; recordedOn?: string } | { state: 'interrupted' };

/**
 * Whether the processes of the recordings of a library are still running, by their journals. `interrupted`: the process has
 * ended, or there is no journal, as after `recover` and for a journal that a power cut took. A process that cannot be checked
 * from here is taken to be recording, and so is the owner of an unreadable journal: nothing is changed for it.
 */
export function recordingStates(libraryDir: string): (id: string) => RecordingState {
  const { journals, unreadable } = readJournals(libraryDir);
  const owners = new Map(journals.map(({ runId, owner }) => [runId, owner]));
  return (id) => {
    const owner = owners.get(id);
    if (!owner)
      return { state: unreadable.some((path) => path.endsWith(`/${id}.jsonl`)) ? 'recording' : 'interrupted' };
    const state = stateOf(owner);
    if (state === 'gone') return { state: 'interrupted' };
    return state === 'running' ? { state: 'recording' } : { state: 'recording', recordedOn: recordedOn(owner) };
  };
}

/**
 * Completes the rows whose record says `recording`.
 * @param reread reads a row again: a run deletes its journal just after its last change of the record
 */
export function withRecordingStates(
  rows: TraceRow[],
  libraryDir: string,
  reread: (id: string) => TraceRow,
): TraceRow[] {
  if (!rows.some(({ state }) => state === 'recording')) return rows;
  const stateOfRecording = recordingStates(libraryDir);
  return rows.map((row) => {
    if (row.state !== 'recording') return row;
    const found = stateOfRecording(row.id);
    if (found.state === 'recording') return { ...row, ...found };
    const now = reread(row.id);
    return now.state === 'recording' ? { ...now, ...found } : now;
  });
}
