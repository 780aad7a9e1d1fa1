import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { partsOf } from './find-lines';

const LINE = 18;
/** One very long line is cut here on the page; the copy has all of it. */
const LONGEST = 4000;

interface Props {
  lines: readonly string[];
  wanted: string;
  /** The line that is looked at. */
  line: number | null;
}

/** Lines of monospace; only those in sight are in the page. */
export function OutputLines({ lines, wanted, line }: Props) {
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
            {partsOf((lines[item.index] ?? '').slice(0, LONGEST), wanted).map((part) =>
              part.found ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
            )}
          </code>
        ))}
      </div>
    </ScrollRegion>
  );
}
