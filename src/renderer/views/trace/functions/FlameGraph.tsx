import type { ViewedTree } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { announce } from '../../../stores/announce';
import { texts } from '../../../texts/en';
import { readPlotTheme } from '../drawing/theme/plot-theme';
import { shareText } from '../table/trace-figures';
import { useSize } from '../table/use-size';
import { useThemeChange } from '../table/use-theme-change';
import { drawFlame, FLAME_ROW } from './draw-flame';
import { type FlameCall, flameCallAt, flameLayout, flameNeighbour } from './flame-layout';
import { TreeChildren } from './tree-rows';

const { functions: labels } = texts.traceTabs;

interface Props {
  /** Top-down. */
  tree: ViewedTree;
  /** Whose calls are merged. */
  rows: string;
  selected: FunctionKey | null;
  onSelect(key: FunctionKey): void;
  onOpen(key: FunctionKey): void;
}

/** The merged calls as a picture: callers above callees, as wide as their time. The tree of the table says the same. */
export function FlameGraph({ tree, rows, selected, onSelect, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [hovered, setHovered] = useState<FlameCall | null>(null);
  const [top, setTop] = useState(0);
  const { width, height } = useSize(box);
  const theme = useThemeChange();
  const children = useMemo(() => new TreeChildren(tree), [tree]);
  const calls = useMemo(() => flameLayout(tree, children, width), [tree, children, width]);
  const depth = useMemo(() => calls.reduce((most, call) => Math.max(most, call.depth + 1), 0), [calls]);
  const all = useMemo(
    () => children.of(-1).reduce((sum, node) => sum + (tree.totalNs[node] ?? 0), 0),
    [children, tree],
  );
  const keyOf = (node: number): FunctionKey => tree.keys[tree.function[node] ?? 0] ?? '';
  const textOf = ({ node }: FlameCall): string =>
    labels.flameCall(
      tree.names[tree.function[node] ?? 0] ?? '',
      shareText((tree.totalNs[node] ?? 0) / all),
      shortTime(tree.totalNs[node] ?? 0),
      count(tree.count[node] ?? 0),
    );

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again when the theme changes, too
  useEffect(() => {
    if (!canvas.current || width === 0) return;
    drawFlame(
      canvas.current,
      { tree, calls, all, selected, focused, hovered: hovered?.node ?? null, top, width, height },
      readPlotTheme(canvas.current),
    );
  }, [tree, calls, all, selected, focused, hovered, top, width, height, theme]);

  const callAt = (event: MouseEvent): FlameCall | null => {
    const { left, top: above } = event.currentTarget.getBoundingClientRect();
    return flameCallAt(calls, event.clientX - left, Math.floor((event.clientY - above + top) / FLAME_ROW));
  };
  const select = (call: FlameCall | null): void => {
    if (!call) return;
    setFocused(call.node);
    onSelect(keyOf(call.node));
    const at = call.depth * FLAME_ROW;
    if (box.current && (at < top || at + FLAME_ROW > top + height)) box.current.scrollTop = at - height / 2;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from =
      calls.find(({ node }) => node === focused) ?? calls.find(({ node }) => keyOf(node) === selected) ?? null;
    if (event.key === 'Enter' && from) onOpen(keyOf(from.node));
    else if (event.key.startsWith('Arrow')) {
      const next = from ? flameNeighbour(event.key, from, calls, tree) : (calls[0] ?? null);
      select(next);
      if (next) announce(textOf(next));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={box} className="flame-scroll" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <canvas
        ref={canvas}
        role="img"
        tabIndex={0}
        className="flame-picture"
        aria-label={labels.flameOf(rows)}
        title={hovered ? textOf(hovered) : undefined}
        onMouseMove={(event) => setHovered(callAt(event))}
        onMouseLeave={() => setHovered(null)}
        onClick={(event) => select(callAt(event))}
        onDoubleClick={(event) => {
          const call = callAt(event);
          if (call) onOpen(keyOf(call.node));
        }}
        onKeyDown={onKeyDown}
      />
      <div aria-hidden style={{ height: Math.max(0, depth * FLAME_ROW - height) }} />
    </div>
  );
}
