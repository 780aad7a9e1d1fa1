import { PICTURE_LANES, type ReadPicture } from '@reader/picture/picture';
import { oneLine } from '@shared/model/plain-text';
import type { Picture, PictureFunction } from '@shared/trace-view/picture';
import { Numbered } from '../../analysis/formats/numbered';
import type { RowTable } from '../rows/row-table';
import { pictureColumns, type RowLane, type SourceSpans, withoutOverlaps } from './picture-columns';

/** Names a function of a process. */
export type NameFunction = (process: number, address: bigint) => PictureFunction;

/** The lanes of a picture for rows. @param wanted rows of threads and CPUs */
export function rowPicture(
  read: ReadPicture,
  table: RowTable,
  wanted: ReadonlySet<number>,
  nameFunction: NameFunction,
): Pick<Picture, 'lanes' | 'spans' | 'functions' | 'syscalls'> {
  const rowOfThread = read.threads.map((thread) => table.ofIdentity(thread));
  const functions = new Map<number, number>();
  const names: PictureFunction[] = [];
  const syscalls = new Numbered<string>();
  const processRows = processRowsOf(read, table);
  const functionOf = (index: number): number => {
    const known = functions.get(index);
    if (known !== undefined) return known;
    const { process = 0, address = 0n } = read.functions[index] ?? {};
    names.push(nameFunction(processRows[process] ?? 0, address));
    functions.set(index, names.length - 1);
    return names.length - 1;
  };
  const source: SourceSpans = {
    ...read.spans,
    valueOf: (span, kind) => {
      const value = read.spans.value[span] ?? 0;
      if (kind === PICTURE_LANES.call) return functionOf(value);
      if (kind === PICTURE_LANES.syscall) return syscalls.indexOf(oneLine(read.syscalls[value] ?? ''));
      return kind === PICTURE_LANES.cpu ? (rowOfThread[value] ?? 0) : value;
    },
  };
  const lanes: RowLane[] = [];
  for (const [lane, kind] of read.lanes.kind.entries()) {
    const owner = read.lanes.thread[lane] ?? 0;
    const row = kind === PICTURE_LANES.cpu ? table.ofCpu(owner) : (rowOfThread[owner] ?? -1);
    if (!wanted.has(row)) continue;
    const [begin, end] = [read.lanes.first[lane] ?? 0, read.lanes.first[lane + 1] ?? 0];
    const all = Uint32Array.from({ length: end - begin }, (_, index) => begin + index);
    const isKnown = (span: number): boolean => (rowOfThread[read.spans.value[span] ?? 0] ?? -1) >= 0;
    const spans = kind === PICTURE_LANES.cpu ? all.filter(isKnown) : all;
    lanes.push({ row, kind, depth: read.lanes.depth[lane] ?? 0, spans });
  }
  const columns = pictureColumns(withoutOverlaps(lanes, source), source);
  return { ...columns, functions: names, syscalls: syscalls.values };
}

/** The row of each process of a picture; -1 for one without a thread in the whole trace. */
export function processRowsOf(read: Pick<ReadPicture, 'processes' | 'threads'>, table: RowTable): number[] {
  const rows = read.processes.map(() => -1);
  for (const thread of read.threads)
    if (rows[thread.process] === -1) rows[thread.process] = table.parentOf(table.ofIdentity(thread));
  return rows;
}
