import './recordings.css';
import { lossText } from '@shared/model/loss';
import type { Leaf, TraceReport } from '@shared/model/trace-record';
import { Cpu, SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { texts } from '../../../texts/en';
import { clockNote } from './clock-note';

const { detail: labels, traces } = texts;
const SHOWN_AT_FIRST = 4;
const MARKS = { kernel: Cpu, userspace: SquareTerminal };

type Recording = TraceReport['recordings'][number];

/** The events and folders of each domain. Hidden for a single userspace recording in one part: the trace's figures show the same. */
export function DetailRecordings({ report }: { report: TraceReport }) {
  const { recordings, state } = report;
  const one = recordings.length === 1 ? recordings[0] : undefined;
  if (recordings.length === 0 || (one?.domain === 'userspace' && one.leaves.every(({ part }) => part === null)))
    return null;
  const note = clockNote(recordings);
  return (
    <section className="detail-section" aria-label={labels.recordings}>
      <h3>{labels.recordings}</h3>
      {recordings.map((recording) => (
        <RecordingPart key={recording.session} recording={recording} counting={state === 'ready'} />
      ))}
      {note ? <p className="quiet figures">{note}</p> : null}
    </section>
  );
}

function RecordingPart({ recording, counting }: { recording: Recording; counting: boolean }) {
  const [all, setAll] = useState(false);
  const { domain, leaves, events } = recording;
  const Mark = MARKS[domain];
  const shown = all ? leaves : leaves.slice(0, SHOWN_AT_FIRST);
  const facts = [
    events === null && counting ? traces.counting : labels.eventsOf(count(events)),
    labels.lostOf(lossText(recording, count)),
  ];
  return (
    <div className="recorded">
      <p className="recorded-domain">
        <Mark size={14} aria-hidden />
        <strong>{labels.domains[domain]}</strong>
        <span className="quiet figures">{facts.join(' · ')}</span>
      </p>
      <ul className="leaves">
        {shown.map((leaf) => (
          <LeafLine key={leaf.path} leaf={leaf} />
        ))}
      </ul>
      {leaves.length === 0 ? <p className="quiet">{labels.noLeaf}</p> : null}
      {shown.length < leaves.length ? (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {labels.showAll(count(leaves.length))}
        </Button>
      ) : null}
    </div>
  );
}

function LeafLine({ leaf: { path, part } }: { leaf: Leaf }) {
  return (
    <li>
      <code title={path}>{path}</code>
      {part ? <span className="quiet figures">{labels.partOf[part.kind](count(part.number))}</span> : null}
    </li>
  );
}
