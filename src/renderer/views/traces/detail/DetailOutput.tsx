import './output.css';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ask } from '../../../bridge';
import { count } from '../../../format/figures';
import { CopyButton } from '../../../parts/CopyButton';
import { IconButton } from '../../../parts/IconButton';
import { ErrorNotice } from '../../../parts/Notice';
import { texts } from '../../../texts/en';
import { Fold } from './Fold';
import { findLines, linesOf } from './find-lines';
import { OutputLines } from './OutputLines';
import { useAnswer } from './use-answer';

const { detail: labels } = texts;
const readOutput = (id: string) => ask('traces:output', { id });

/** The output of the containers. Only its end, if it is long. */
export function DetailOutput({ id, state }: { id: string; state: string }) {
  return (
    <Fold section="output" title={labels.output}>
      <Output id={id} state={state} />
    </Fold>
  );
}

function Output({ id, state }: { id: string; state: string }) {
  const answer = useAnswer(readOutput, id, state);
  if (answer.status === 'reading') return <p className="quiet">{labels.reading}</p>;
  if (answer.status === 'failed') return <ErrorNotice error={answer.error} />;
  if (answer.value.text === '') return <p className="quiet">{labels.noOutput}</p>;
  return <Printed {...answer.value} />;
}

function Printed({ text, droppedChars }: { text: string; droppedChars: number }) {
  const lines = useMemo(() => linesOf(text), [text]);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => findLines(lines, search), [lines, search]);
  const step = (by: number): void => {
    if (found.length > 0) setAt((at + by + found.length) % found.length);
  };
  return (
    <>
      {droppedChars > 0 ? <p className="quiet">{labels.dropped(count(droppedChars))}</p> : null}
      <div className="printed-find">
        <input
          type="text"
          className="field"
          aria-label={labels.findInOutput}
          placeholder={labels.findInOutput}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape' && search !== '') setSearch('');
            else return;
            event.preventDefault();
          }}
        />
        <span className="quiet figures" role="status">
          {search === '' ? labels.lines(count(lines.length)) : labels.matches(count(at + 1), count(found.length))}
        </span>
        <IconButton label={labels.previousMatch} onClick={() => step(-1)}>
          <ChevronUp size={14} aria-hidden />
        </IconButton>
        <IconButton label={labels.nextMatch} onClick={() => step(1)}>
          <ChevronDown size={14} aria-hidden />
        </IconButton>
        <CopyButton text={text} what={labels.theOutput} />
      </div>
      <OutputLines lines={lines} search={search} line={found[at] ?? null} />
    </>
  );
}
