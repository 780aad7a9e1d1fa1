import './output.css';
import { groupBy } from '@shared/model/group-by';
import type { OutputLines } from '@shared/model/output-lines';
import { withoutColours } from '@shared/model/shown-output';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Button } from '../../../parts/Button';
import { CopyButton } from '../../../parts/CopyButton';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { type Action, knowActions, useActions } from '../../../stores/actions';
import { texts } from '../../../texts/en';
import type { Match } from './find-matches';
import { OutputDropped } from './OutputDropped';
import { OutputRow } from './OutputRow';
import { OUTPUT_SEARCH_ID, OutputSearch } from './OutputSearch';
import { useOutputFold } from './output-fold';
import { LINE_PX, useFollow } from './use-follow';
import { useOutputSearch } from './use-output-search';

const { run: labels } = texts;

const ACTIONS: readonly Action[] = [
  {
    id: 'run.search',
    title: labels.searchAction,
    group: 'run',
    keys: 'Control+F',
    run: () => {
      const field = document.getElementById(OUTPUT_SEARCH_ID);
      if (field instanceof HTMLInputElement) field.select();
      field?.focus();
    },
  },
];
knowActions(ACTIONS);

export interface OutputProps {
  output: OutputLines;
  over: boolean;
  /** The kept trace, whose run.log contains the whole output. */
  traceId: string | null;
}

interface Props extends OutputProps {
  /** Folds the output; in place of its heading. */
  fold?: ReactNode;
}

/** The output of the containers. Bounded; renders only visible lines and follows the end until the user scrolls. */
export function RunOutput({ output, over, traceId, fold }: Props) {
  useActions(ACTIONS);
  const box = useRef<HTMLDivElement>(null);
  const lines = output.lines.at(-1)?.shown === '' ? output.lines.length - 1 : output.lines.length;
  const { follows, follow, hold, handlers } = useFollow(box, lines, output.first);
  const rows = useVirtualizer({
    count: lines,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    overscan: 12,
    // It scrolls there when it appears, and output begins at its end.
    initialOffset: lines * LINE_PX,
  });
  const search = useOutputSearch(output, (line) => {
    hold();
    rows.scrollToIndex(line, { align: 'center' });
  });
  // Output that is being read or searched stays open when the run ends.
  const isRead = !over && (search.query !== '' || !follows);
  useEffect(() => {
    if (isRead) useOutputFold.getState().set(true);
  }, [isRead]);
  const byLine = useMemo(() => groupBy(search.matches, ({ line }) => line), [search.matches]);
  return (
    <section className="output" aria-label={labels.output}>
      <header className="output-head">
        {fold ?? <h2>{labels.output}</h2>}
        <OutputDropped chars={output.droppedChars} over={over} traceId={traceId} />
        {follows || lines === 0 ? null : (
          <Button kind="quiet" className="output-follow" onClick={follow}>
            <ArrowDown size={14} aria-hidden />
            {over ? labels.toEnd : labels.follow}
          </Button>
        )}
        <OutputSearch
          value={search.query}
          current={search.current}
          matches={search.matches.length}
          onChange={search.setQuery}
          onStep={search.step}
          onLeave={() => box.current?.focus()}
        />
        <CopyButton text={() => plainText(output)} what={labels.theOutput} />
      </header>
      <ScrollRegion className="output-scroll" ref={box} {...handlers} aria-label={labels.output}>
        {lines === 0 ? <p className="quiet">{over ? labels.noOutputAtAll : labels.noOutput}</p> : null}
        <div style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const line = output.lines[item.index];
            return line ? (
              <OutputRow
                key={output.first + item.index}
                line={line}
                top={item.start}
                matches={byLine.get(item.index) ?? NONE}
                current={search.matches[search.current] ?? null}
              />
            ) : null;
          })}
        </div>
      </ScrollRegion>
    </section>
  );
}

const NONE: readonly Match[] = [];

/** The printed text without colours. */
const plainText = ({ lines }: OutputLines): string =>
  lines.map((line, index) => (index > 0 && !line.continues ? '\n' : '') + withoutColours(line.shown)).join('');
