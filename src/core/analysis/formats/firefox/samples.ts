import type { ExportSource } from '../export-source';
import { inUnit } from '../text-output';
import { kindOf, operandOf, RECORDED, type ThreadLanes } from '../thread-lanes';
import type { CallStacks } from './call-stacks';

/**
 * A sample for each begin and end of a call: the stack from then on, weighted with the time until the next one. So calls have their
 * exact begin and end, and times in the call tree are exact. Each column is one pass over the thread's records.
 * @returns `samples` as JSON, in pieces
 */
export async function* samplesOf(
  { range }: ExportSource,
  lanes: ThreadLanes,
  thread: number,
  stacks: CallStacks,
): AsyncGenerator<string> {
  const length = lanes.countOf(thread, 'calls');
  yield '"samples":{"weightType":"tracing-ms","stack":[';
  yield* stackColumn(lanes, thread, stacks);
  yield '],"time":[';
  yield* timeColumn(lanes, thread, range.fromNs, (timeNs) => inUnit(timeNs, 6), '');
  yield '],"weight":[';
  yield* timeColumn(lanes, thread, range.fromNs, (timeNs, beforeNs) => inUnit(timeNs - beforeNs, 6), '0');
  yield `],"length":${length}}`;
}

async function* stackColumn(lanes: ThreadLanes, thread: number, stacks: CallStacks): AsyncGenerator<string> {
  const open: number[] = [];
  let separator = '';
  for await (const { count, word } of lanes.read(thread, 'calls')) {
    let text = '';
    for (let index = 0; index < count; index += 1) {
      const record = word[index] ?? 0;
      const kind = kindOf(record);
      if (kind === RECORDED.begin || kind === RECORDED.resumed)
        open.push(stacks.indexOf(open.at(-1) ?? -1, operandOf(record)));
      else open.pop();
      text += `${separator}${open.at(-1) ?? 'null'}`;
      separator = ',';
    }
    yield text;
  }
}

/**
 * A value per record of its time and the time of the record before.
 * @param last where not empty, values come one record later, and this is the last record's
 */
async function* timeColumn(
  lanes: ThreadLanes,
  thread: number,
  fromNs: number,
  textOf: (timeNs: number, beforeNs: number) => string,
  last: string,
): AsyncGenerator<string> {
  let beforeNs = fromNs;
  let records = 0;
  const skipped = last === '' ? 0 : 1;
  for await (const { count, timeNs } of lanes.read(thread, 'calls')) {
    let text = '';
    for (let index = 0; index < count; index += 1) {
      const now = Math.max(beforeNs, timeNs[index] ?? 0);
      if (records >= skipped) text += `${records === skipped ? '' : ','}${textOf(now, beforeNs)}`;
      beforeNs = now;
      records += 1;
    }
    yield text;
  }
  if (records > 0 && last !== '') yield records === 1 ? last : `,${last}`;
}
