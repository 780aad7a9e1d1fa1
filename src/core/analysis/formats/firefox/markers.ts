import { type ExportSource, SYSCALL_END } from '../export-source';
import type { Numbered } from '../numbered';
import { stateName, syscallName, threadName } from '../shown-name';
import { inUnit } from '../text-output';
import { kindOf, operandOf, RECORDED, type ThreadLanes } from '../thread-lanes';
import { CATEGORY } from './profile-meta';

/** Of marker phases of the profiler: with begin and end. */
const INTERVAL = 1;

interface Marker {
  beginNs: number;
  endNs: number;
  name: string;
  category: number;
  data: object | null;
}

const COLUMNS: readonly (readonly [name: string, text: (marker: Marker, strings: Numbered<string>) => string])[] = [
  ['data', ({ data }) => JSON.stringify(data)],
  ['name', ({ name }, strings) => String(strings.indexOf(name))],
  ['startTime', ({ beginNs }) => inUnit(beginNs, 6)],
  ['endTime', ({ endNs }) => inUnit(endNs, 6)],
  ['phase', () => String(INTERVAL)],
  ['category', ({ category }) => String(category)],
];

/** `markers` as JSON, in pieces: system calls and states. Each column is one pass over the thread's records. */
export async function* markersOf(
  source: ExportSource,
  lanes: ThreadLanes,
  thread: number,
  strings: Numbered<string>,
): AsyncGenerator<string> {
  yield '"markers":{';
  let length = 0;
  for (const [name, textOf] of COLUMNS) {
    yield `"${name}":[`;
    length = 0;
    for (const markers of [syscallsOf(source, lanes, thread), statesOf(source, lanes, thread)])
      for await (const piece of markers) {
        let text = '';
        for (const marker of piece) {
          text += `${length === 0 ? '' : ','}${textOf(marker, strings)}`;
          length += 1;
        }
        yield text;
      }
    yield '],';
  }
  yield `"length":${length}}`;
}

async function* syscallsOf({ tables }: ExportSource, lanes: ThreadLanes, thread: number): AsyncGenerator<Marker[]> {
  let open: { beginNs: number; name: string } | undefined;
  for await (const { count, timeNs, word } of lanes.read(thread, 'syscalls')) {
    const markers: Marker[] = [];
    for (let index = 0; index < count; index += 1) {
      const record = word[index] ?? 0;
      const now = timeNs[index] ?? 0;
      if (kindOf(record) === RECORDED.begin) {
        open = { beginNs: now, name: syscallName(tables, operandOf(record)) };
      } else if (open) {
        const end = operandOf(record);
        const result = end === SYSCALL_END.failed ? 'failed' : end === SYSCALL_END.cut ? 'cut' : 'succeeded';
        markers.push({ ...open, endNs: now, category: CATEGORY.syscall, data: { type: 'syscall', result } });
        open = undefined;
      }
    }
    yield markers;
  }
}

async function* statesOf(
  { tables, range }: ExportSource,
  lanes: ThreadLanes,
  thread: number,
): AsyncGenerator<Marker[]> {
  let open: Omit<Marker, 'endNs'> | undefined;
  let wokenBy: string | undefined;
  for await (const { count, timeNs, word } of lanes.read(thread, 'states')) {
    const markers: Marker[] = [];
    for (let index = 0; index < count; index += 1) {
      const record = word[index] ?? 0;
      const beginNs = timeNs[index] ?? 0;
      if (kindOf(record) === RECORDED.wake) {
        wokenBy = threadName(tables, operandOf(record));
        continue;
      }
      if (open) markers.push({ ...open, endNs: beginNs });
      const name = stateName(operandOf(record));
      const data = { type: 'state', ...(wokenBy !== undefined && { wokenBy }) };
      open = name === null ? undefined : { beginNs, name, category: CATEGORY.state, data };
      wokenBy = undefined;
    }
    yield markers;
  }
  if (open) yield [{ ...open, endNs: Math.max(open.beginNs, range.toNs) }];
}
