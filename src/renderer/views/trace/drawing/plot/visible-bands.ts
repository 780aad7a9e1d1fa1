import type { PlotRow } from './plot-scene';

export interface VisibleBand {
  row: PlotRow;
  /** CSS pixels of the plot in which the row is not covered. */
  top: number;
  bottom: number;
}

/**
 * The parts of rows that are in sight, in the order of drawing. Later rows cover earlier ones, from above (rows that stay on top) or from
 * below (pinned rows). Rows that are covered as a whole are left out.
 */
export function visibleBands(rows: readonly PlotRow[], height: number): VisibleBand[] {
  const bands: VisibleBand[] = [];
  rows.forEach((row, at) => {
    let top = Math.max(0, row.y);
    let bottom = Math.min(height, row.y + row.height);
    for (let over = at + 1; over < rows.length; over += 1) {
      const cover = rows[over];
      if (cover === undefined || cover.y >= bottom || cover.y + cover.height <= top) continue;
      if (cover.y <= top) top = cover.y + cover.height;
      else bottom = cover.y;
    }
    if (bottom > top) bands.push({ row, top, bottom });
  });
  return bands;
}

/** The row at a height; null outside of every row. */
export function rowAt(rows: readonly PlotRow[], y: number): PlotRow | null {
  return rows.findLast((row) => row.y <= y && y < row.y + row.height) ?? null;
}
