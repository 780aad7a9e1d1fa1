import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { count } from '../../format/figures';
import { Button } from '../../parts/Button';
import { CopyButton } from '../../parts/CopyButton';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { texts } from '../../texts/en';

const LINE = 18;
const { run: words } = texts;

interface Props {
  text: string;
  dropped: number;
  over: boolean;
}

/** What the containers print: bounded, only the lines in sight are in the page, follows the end until scrolled. */
export function RunOutput({ text, dropped, over }: Props) {
  const lines = useMemo(() => (text === '' ? [] : text.replace(/\n$/, '').split('\n')), [text]);
  const box = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 12,
  });
  useEffect(() => {
    if (follows && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follows, lines.length, rows]);
  const onScroll = (): void => {
    const { current } = box;
    if (current) setFollows(current.scrollHeight - current.scrollTop - current.clientHeight < 2 * LINE);
  };
  return (
    <section className="output" aria-label={words.output}>
      <header className="output-head">
        <h2>{words.output}</h2>
        {dropped > 0 ? <span className="quiet">{words.dropped(count(dropped))}</span> : null}
        {follows ? null : (
          <Button kind="quiet" onClick={() => setFollows(true)}>
            <ArrowDown size={14} aria-hidden />
            {words.follow}
          </Button>
        )}
        <CopyButton text={text} what={words.theOutput} />
      </header>
      <ScrollRegion className="output-scroll" ref={box} onScroll={onScroll} aria-label={words.output}>
        {lines.length === 0 ? <p className="quiet">{over ? words.noOutputAtAll : words.noOutput}</p> : null}
        <div style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => (
            <div key={item.key} className="output-line" style={{ transform: `translateY(${item.start}px)` }}>
              {lines[item.index]}
            </div>
          ))}
        </div>
      </ScrollRegion>
    </section>
  );
}
