import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { count } from '../../../format/figures';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import type { BoundedLines } from '../../../stores/bounded-lines';
import { texts } from '../../../texts/en';

const { images } = texts;

/** The output of a build, folded. */
export function BuildLog({ lines, droppedLines }: BoundedLines) {
  const total = lines.length + droppedLines;
  if (total === 0) return null;
  return (
    <Collapsible.Root>
      <Collapsible.Trigger className="fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        {images.log}
        <span className="quiet figures">{images.logLines(count(total))}</span>
      </Collapsible.Trigger>
      <Collapsible.Panel>
        {droppedLines > 0 ? <p className="quiet">{images.logDropped(count(droppedLines))}</p> : null}
        <LogLines lines={lines} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

/** Scrolls with the end of the log while the end is visible. */
function LogLines({ lines }: { lines: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines move the end
  useEffect(() => {
    const element = box.current?.parentElement;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines]);
  return (
    <ScrollRegion
      className="build-log"
      aria-label={images.log}
      onScroll={({ currentTarget }) => {
        const { scrollHeight, scrollTop, clientHeight } = currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      <div ref={box}>
        <pre>{lines.join('\n')}</pre>
      </div>
    </ScrollRegion>
  );
}
