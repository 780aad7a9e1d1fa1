/** How the rows of a grid are a tree. Rows come after their parents, in the order in which they are shown. */
export interface GridTree<Row> {
  /** 0 for a root. */
  levelOf(row: Row): number;
  /** Null for a row without children. */
  isOpen(row: Row): boolean | null;
  setOpen(row: Row, isOpen: boolean): void;
}

/**
 * Right opens a row or goes to its first child, Left collapses it or goes to its parent.
 * @returns the row to select; null if the key does nothing here
 */
export function treeKey<Row>(key: string, at: number, rows: readonly Row[], tree: GridTree<Row>): number | null {
  const row = rows[at];
  if (row === undefined || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return null;
  const isOpen = tree.isOpen(row);
  if (key === 'ArrowRight') {
    if (isOpen === true) return at + 1;
    if (isOpen === false) tree.setOpen(row, true);
    return at;
  }
  if (isOpen === true) {
    tree.setOpen(row, false);
    return at;
  }
  const level = tree.levelOf(row);
  for (let up = at - 1; up >= 0; up -= 1) {
    const above = rows[up];
    if (above !== undefined && tree.levelOf(above) < level) return up;
  }
  return at;
}
