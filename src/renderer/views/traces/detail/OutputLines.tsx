import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { partsOf } from './find-lines';

const LINE = 18;
/** Longer lines are cut on the page. The copy contains all of the line. */
const LONGEST = 4000;

interface Props {
  lines: readonly string[];
  search: string;
  /** The current line. */
  line: number | null;
}

/** Monospace lines, of which only the visible ones are rendered. */
export function OutputLines({ lines, search, line }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 10,
  });
  const longest = useMemo(() => lines.reduce((most, one) => Math.max(most, one.length), 0), [lines]);
  useEffect(() => {
    if (line !== null) list.scrollToIndex(line, { align: 'center' });
  }, [line, list]);
  return (
    <ScrollRegion className="printed-lines" aria-label={texts.detail.output} ref={box}>
      <div
        className="printed-room"
        style={{ height: list.getTotalSize(), minWidth: `${Math.min(longest, LONGEST)}ch` }}
      >
        {list.getVirtualItems().map((item) => (
          <code
            key={item.key}
            className={item.index === line ? 'printed-line printed-line-here' : 'printed-line'}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {partsOf((lines[item.index] ?? '').slice(0, LONGEST), search).map((part) =>
              part.found ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
            )}
          </code>
        ))}
      </div>
    </ScrollRegion>
  );
}
