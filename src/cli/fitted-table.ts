import { count, table } from './figures';

/** How a table becomes as narrow as a terminal. */
export interface TableFit {
  /** Columns of the terminal; Infinity for any other output, which gets everything. */
  width: number;
  /** Indexes of the columns of names. Long names are shortened in the middle. */
  names: readonly number[];
  /** Headings of columns that are omitted if shorter names are not enough, the first one first. */
  omitted?: readonly string[];
}

const LEAST_NAME = 16;
const GAP = 2;

interface Column {
  heading: string;
  cells: string[];
  isName: boolean;
  width: number;
}

/** Formats a table as `table` does, at most as wide as the terminal if that is possible. Only names are shortened. */
export function fittedTable(head: string[], rows: string[][], { width, names, omitted = [] }: TableFit): string {
  let columns = head.map((heading, index): Column => {
    const cells = rows.map((row) => row[index] ?? '');
    return { heading, cells, isName: names.includes(index), width: Math.max(...[heading, ...cells].map(lengthOf)) };
  });
  const left: string[] = [];
  for (const heading of omitted) {
    if (leastWidth(columns) <= width) break;
    if (!columns.some((column) => column.heading === heading)) continue;
    columns = columns.filter((column) => column.heading !== heading);
    left.push(heading);
  }
  const fitted = shortened(columns, width);
  const text = table(
    fitted.map(({ heading }) => heading),
    rows.map((_, row) => fitted.map(({ cells }) => cells[row] ?? '')),
  );
  if (left.length === 0) return text;
  return `${text}\n${left.join(', ')}: not shown on a terminal of ${count(width)} columns.`;
}

const lengthOf = (text: string): number => [...text].length;

const widthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { width }) => sum + width, GAP * (columns.length - 1));

const leastWidth = (columns: readonly Column[]): number =>
  widthOf(columns.map((one) => (one.isName ? { ...one, width: Math.min(one.width, LEAST_NAME) } : one)));

/** Takes the missing width from the widest names. */
function shortened(columns: readonly Column[], width: number): Column[] {
  const fitted = columns.map((column) => ({ ...column }));
  for (let over = widthOf(fitted) - width; over > 0; over -= 1) {
    const widest = fitted
      .filter(({ isName }) => isName)
      .reduce<Column | undefined>((most, one) => (most && most.width >= one.width ? most : one), undefined);
    if (!widest || widest.width <= LEAST_NAME) break;
    widest.width -= 1;
  }
  return fitted.map((column) => ({
    ...column,
    heading: column.isName ? shortName(column.heading, column.width) : column.heading,
    cells: column.isName ? column.cells.map((cell) => shortName(cell, column.width)) : column.cells,
  }));
}

/** The indentation of a tree; a process id and a number of threads, which keep all their digits. */
const PARTS = /^( *)(.*?)((?:\[\d+\])?(?:, [\d ]+ threads)?)$/s;
const LEAST_HEAD = 3;

/** Shortens a name in the middle, where names of the same program or namespace differ least. */
export function shortName(name: string, width: number): string {
  if (lengthOf(name) <= width) return name;
  const [, indent = '', text = '', end = ''] = PARTS.exec(name) ?? [];
  const characters = [...text];
  const room = Math.max(LEAST_HEAD, width - indent.length - end.length);
  if (characters.length <= room) return name;
  const atEnd = Math.floor((room - 1) / 2);
  return `${indent}${characters.slice(0, room - 1 - atEnd).join('')}…${characters.slice(characters.length - atEnd).join('')}${end}`;
}
