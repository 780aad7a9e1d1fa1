import '../table/trace-panel.css';
import type { ViewedFunction, ViewedTree } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { Button } from '../../../parts/Button';
import { IconButton } from '../../../parts/IconButton';
import { texts } from '../../../texts/en';
import { FunctionChip } from '../table/FunctionName';
import { StateSplit, type StateTimes } from '../table/StateSplit';
import { CallsOfDuration } from './CallsOfDuration';
import { neighboursOf } from './call-neighbours';
import { DurationChart, type DurationRange } from './DurationChart';
import { Neighbours } from './Neighbours';
import { splitText } from './self-split';
import { callsOf } from './sort-functions';

const { functions: labels } = texts.traceTabs;

interface Props {
  shown: ViewedFunction;
  /** Top-down; null until it is there. */
  tree: ViewedTree | null;
  /** What the threads did in its own code; undefined if that is not known. */
  split: StateTimes | undefined;
  onSelect(key: FunctionKey | null): void;
  /** Shows the slowest call in the timeline; null without a complete call. */
  onSlowest: (() => void) | null;
  onOnlyThis(): void;
}

/** The selected function: how long its calls are, who calls it, and what it calls. */
export function FunctionPanel({ shown, tree, split, onSelect, onSlowest, onOnlyThis }: Props) {
  const [selected, setSelected] = useState<{ key: FunctionKey; range: DurationRange } | null>(null);
  const neighbours = useMemo(() => (tree ? neighboursOf(tree, shown.key) : null), [tree, shown.key]);
  const range = selected?.key === shown.key ? selected.range : null;
  const { container, process, vpid } = shown;
  const where = labels.whereabouts(vpid === null ? process : `${process} [${vpid}]`, container);
  return (
    <section className="trace-panel" aria-label={labels.panel}>
      <div className="trace-panel-head">
        <FunctionChip name={shown.function} />
        <code className="trace-panel-name trace-cut" title={shown.function}>
          {shown.function}
        </code>
        <span className="quiet trace-cut" title={shown.binary ?? where}>
          {shown.binary ? `${where} · ${shown.binary}` : where}
        </span>
        <div className="trace-panel-tools">
          <Button className="button-small" disabled={onSlowest === null} onClick={() => onSlowest?.()}>
            {labels.showSlowest}
          </Button>
          <Button className="button-small only-wide" onClick={onOnlyThis}>
            {labels.onlyThis}
          </Button>
          <IconButton label={labels.clear} onClick={() => onSelect(null)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      </div>
      <div className="trace-panel-body function-panel-body">
        <div>
          <p className="trace-big">{shortTime(shown.totalNs)}</p>
          <p>
            {labels.calls(count(callsOf(shown)), shortTime(callsOf(shown) > 0 ? shown.totalNs / callsOf(shown) : 0))}
          </p>
          <p className="quiet">{labels.selfTime(shortTime(shown.selfNs))}</p>
          {split ? (
            <>
              <StateSplit times={split} />
              <p className="quiet">{splitText(split)}</p>
            </>
          ) : null}
          {shown.unnamed ? (
            <p className="quiet trace-cut" title={shown.unnamed}>
              {shown.unnamed}
            </p>
          ) : null}
          {shown.cut > 0 ? (
            <p className="quiet" title={labels.cut(count(shown.cut))}>
              {labels.cutCalls(count(shown.cut))}
            </p>
          ) : null}
        </div>
        <div>
          <h3>{shown.durations ? labels.histogram(count(shown.count)) : labels.noDurations}</h3>
          {shown.durations ? (
            <DurationChart
              histogram={shown.durations}
              slowestNs={shown.maxNs}
              selected={range}
              onSelect={(next) => setSelected(next ? { key: shown.key, range: next } : null)}
            />
          ) : null}
        </div>
        {range ? (
          <CallsOfDuration function={shown.key} durations={range} onClose={() => setSelected(null)} />
        ) : (
          <>
            <Neighbours
              className="only-wide"
              title={labels.calledBy}
              none={labels.noCaller}
              neighbours={neighbours?.callers ?? []}
              wholeNs={shown.totalNs}
              onSelect={onSelect}
            />
            <Neighbours
              title={labels.callees}
              none={labels.noCallee}
              neighbours={neighbours?.callees ?? []}
              wholeNs={shown.totalNs}
              onSelect={onSelect}
            />
          </>
        )}
      </div>
    </section>
  );
}
