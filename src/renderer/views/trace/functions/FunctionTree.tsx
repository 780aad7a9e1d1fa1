import type { ViewedTree } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import { useEffect, useMemo, useRef, useState } from 'react';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { Amount } from '../table/Amount';
import { FunctionName } from '../table/FunctionName';
import { TraceGrid } from '../table/TraceGrid';
import type { GridColumn } from '../table/TraceGridHead';
import { shareText } from '../table/trace-figures';
import { SelfBar } from './function-columns';
import { TreeTwist } from './TreeTwist';
import { ChainIds, heaviestBranch, shownNodes, TreeChildren, type TreeRow } from './tree-rows';

const { functions: labels } = texts.traceTabs;
const MOST_INDENT = 20;

interface Props {
  tree: ViewedTree;
  /** Of the whole place; the row of this function nearest to the root is selected. */
  selected: FunctionKey | null;
  onSelect(key: FunctionKey): void;
  onOpen(key: FunctionKey): void;
}

/** The merged calls as a tree of rows: callers above callees, or the other way round. */
export function FunctionTree({ tree, selected, onSelect, onOpen }: Props) {
  const chains = useRef(new ChainIds());
  const children = useMemo(() => new TreeChildren(tree), [tree]);
  const ids = useMemo(() => chains.current.of(tree), [tree]);
  const [open, setOpen] = useState<ReadonlySet<string> | null>(null);
  const [row, setRow] = useState<string | null>(null);
  const shownOpen = useMemo(() => open ?? heaviestBranch(children, ids), [open, children, ids]);
  const rows = useMemo(() => shownNodes(children, ids, shownOpen), [children, ids, shownOpen]);
  const keyOf = (node: number): FunctionKey => tree.keys[tree.function[node] ?? 0] ?? '';
  const nameOf = (node: number): string => tree.names[tree.function[node] ?? 0] ?? '';
  // A function that was selected elsewhere selects its first shown row.
  const current = rows.find(({ id }) => id === row);
  const isHere = current !== undefined && keyOf(current.node) === selected;
  const first = isHere ? row : (rows.find(({ node }) => keyOf(node) === selected)?.id ?? null);
  useEffect(() => setRow(first), [first]);

  const all = useMemo(
    () => children.of(-1).reduce((sum, node) => sum + (tree.totalNs[node] ?? 0), 0),
    [children, tree],
  );
  const mostSelf = useMemo(() => tree.selfNs.reduce((most, ns) => Math.max(most, ns), 1), [tree]);
  const toggle = ({ id }: TreeRow, isOpen: boolean): void => {
    const next = new Set(shownOpen);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  const columns: GridColumn<TreeRow>[] = [
    {
      id: 'name',
      title: labels.columns.name,
      track: 'minmax(0, 1fr)',
      cell: (one) => (
        <span className="tree-name" style={{ paddingLeft: Math.min(one.depth, MOST_INDENT) * 16 }}>
          <TreeTwist isOpen={one.isOpen} onToggle={(isOpen) => toggle(one, isOpen)} />
          <FunctionName name={nameOf(one.node)} />
        </span>
      ),
    },
    {
      id: 'share',
      title: labels.columns.share,
      track: '88px',
      isRight: true,
      cell: ({ node }) => shareText(all > 0 ? (tree.totalNs[node] ?? 0) / all : 0),
    },
    {
      id: 'total',
      title: labels.columns.total,
      track: '96px',
      isRight: true,
      cell: ({ node }) => <Amount ns={tree.totalNs[node] ?? 0} />,
    },
    {
      id: 'self',
      title: labels.columns.self,
      track: '200px',
      cell: ({ node }) => <SelfBar ns={tree.selfNs[node] ?? 0} share={(tree.selfNs[node] ?? 0) / mostSelf} />,
    },
    {
      id: 'count',
      title: labels.columns.count,
      track: '88px',
      isRight: true,
      cell: ({ node }) => count(tree.count[node] ?? 0),
    },
  ];
  return (
    <TraceGrid
      id="trace-function-tree"
      label={labels.layouts[tree.direction]}
      rows={rows}
      keyOf={({ id }) => id}
      columns={columns}
      selected={first}
      onSelect={(one) => {
        setRow(one?.id ?? null);
        if (one) onSelect(keyOf(one.node));
      }}
      onOpen={({ node }) => onOpen(keyOf(node))}
      tree={{ levelOf: ({ depth }) => depth, isOpen: ({ isOpen }) => isOpen, setOpen: toggle }}
    />
  );
}
