import type { OutputLine } from '@shared/model/output-lines';
import { memo } from 'react';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { type Match, markSegments } from './find-matches';
import { styledSegments } from './styled-line';

interface Props {
  line: OutputLine;
  top: number;
  /** The matches in this line, and which of them is current. */
  matches: readonly Match[];
  current: Match | null;
}

/** One line: colours as classes, everything else as text. A note beside the line shows what was omitted before it. */
export const OutputRow = memo(function OutputRow({ line, top, matches, current }: Props) {
  return (
    <div className="output-line" style={{ transform: `translateY(${top}px)` }}>
      {line.leftOut > 0 ? <span className="output-gap">{texts.run.leftOut(count(line.leftOut))}</span> : null}
      {markSegments(styledSegments(line.shown), matches).map(({ at, text, className, match }) =>
        match ? (
          <mark key={at} className={match === current ? `match-current ${className}` : className}>
            {text}
          </mark>
        ) : (
          <span key={at} className={className || undefined}>
            {text}
          </span>
        ),
      )}
    </div>
  );
});
