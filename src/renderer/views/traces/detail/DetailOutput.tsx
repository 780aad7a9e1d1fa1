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

const { detail: words } = texts;
const readOutput = (id: string) => ask('traces:output', { id });

/** What the containers printed, its end when it is long. */
export function DetailOutput({ id, state }: { id: string; state: string }) {
  return (
    <Fold section="output" title={words.output}>
      <Output id={id} state={state} />
    </Fold>
  );
}

function Output({ id, state }: { id: string; state: string }) {
  const answer = useAnswer(readOutput, id, state);
  if (answer.status === 'reading') return <p className="quiet">{words.reading}</p>;
  if (answer.status === 'failed') return <ErrorNotice error={answer.error} />;
  if (answer.value.text === '') return <p className="quiet">{words.noOutput}</p>;
  return <Printed {...answer.value} />;
}

function Printed({ text, droppedChars }: { text: string; droppedChars: number }) {
  const lines = useMemo(() => linesOf(text), [text]);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => findLines(lines, wanted), [lines, wanted]);
  const step = (by: number): void => {
    if (found.length > 0) setAt((at + by + found.length) % found.length);
  };
  return (
    <>
      {droppedChars > 0 ? <p className="quiet">{words.dropped(count(droppedChars))}</p> : null}
      <div className="printed-find">
        <input
          type="text"
          className="field"
          aria-label={words.findInOutput}
          placeholder={words.findInOutput}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape' && wanted !== '') setWanted('');
            else return;
            event.preventDefault();
          }}
        />
        <span className="quiet figures" role="status">
          {wanted === '' ? words.lines(count(lines.length)) : words.matches(count(at + 1), count(found.length))}
        </span>
        <IconButton label={words.previousMatch} onClick={() => step(-1)}>
          <ChevronUp size={14} aria-hidden />
        </IconButton>
        <IconButton label={words.nextMatch} onClick={() => step(1)}>
          <ChevronDown size={14} aria-hidden />
        </IconButton>
        <CopyButton text={text} what={words.theOutput} />
      </div>
      <OutputLines lines={lines} wanted={wanted} line={found[at] ?? null} />
    </>
  );
}
