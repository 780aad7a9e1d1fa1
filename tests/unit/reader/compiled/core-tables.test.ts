import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANALYSED_THREAD,
  ANALYSIS,
  CALL_NODE,
  CALL_TREE,
  DURATION_ROW,
  FRAME,
  PICTURE,
  PICTURE_ROW,
  RECORD_LIST,
  SCAN_THREAD_LIST,
  SCAN_THREAD_ROW,
  SYSCALL_ROW,
  TABLE,
  WINDOW_SLOT,
} from '@reader/compiled/core-structs';
import { MOST_VALUES } from '@reader/picture/lane';
import { MOST_CPUS, MOST_DRAWN_DEPTH, PICTURE_ENDS, PICTURE_LANES } from '@reader/picture/picture';
import { ONE_SPAN } from '@reader/picture/picture-rows';
import { EVENT_KIND } from '@reader/scan/plan/event-kinds';
import { OP } from '@reader/scan/plan/layout-ops';
import { EVENT, HEADER, NOWHERE, STREAM } from '@reader/scan/plan/scan-plan';
import { NO_FUNCTION, RECORD } from '@reader/scan/records';
import { UNKNOWN_THREAD } from '@reader/scan/running-thread';
import { NAME_BYTES, NAME_SOURCE, SCAN_THREAD } from '@reader/scan/scan-result';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import { describe, expect, it } from 'vitest';

const ASSEMBLY = join(import.meta.dirname, '../../../../src/reader/assembly');
const source = (name: string): string => readFileSync(join(ASSEMBLY, name), 'utf8');

/** Names and types of a class's fields, in their order. */
function fieldsOf(text: string, name: string): [string, string][] {
  const body = new RegExp(`export class ${name} \\{\\n([^}]*)\\n\\}`).exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, field = '', type = '']) => [field, type]);
}

/** Numbers of the constants that begin with a prefix, by the rest of their name. */
function constants(text: string, prefix: string): Record<string, number> {
  const found = text.matchAll(new RegExp(`const ${prefix}(\\w+)(?:: \\w+)? = (-?\\w+);`, 'g'));
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, Number(value)]));
}

const upper = (name: string): string => name.replace(/([A-Z])/g, '_$1').toUpperCase();
const byUpperName = (table: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [upper(name), value]));

describe('the numbers that the compiled core shares with the reader', () => {
  const rows = source('plan-rows.ts');

  it('are the columns of the plan', () => {
    expect(fieldsOf(rows, 'StreamRow').map(([name]) => name)).toEqual(Object.keys(STREAM));
    expect(fieldsOf(rows, 'EventRow').map(([name]) => name)).toEqual(Object.keys(EVENT));
    for (const table of [STREAM, EVENT]) expect(Object.values(table)).toEqual(Object.keys(table).map((_, n) => n));
  });

  it('are the kinds of events, records, threads and operations', () => {
    expect(constants(rows, 'KIND_')).toEqual(byUpperName(EVENT_KIND));
    const { OTHER: _, ...records } = byUpperName(RECORD);
    expect(constants(rows, 'RECORD_')).toEqual({ ...records, BITS: 4 });
    expect(constants(rows, 'THREAD_')).toEqual(byUpperName(SCAN_THREAD));
    expect(constants(source('layout-walk.ts'), 'OP_')).toEqual(byUpperName(OP));
    // The core takes every other header for the large one.
    const { SLOW: __, LARGE: ____, ...headers } = byUpperName(HEADER);
    expect(constants(rows, 'HEADER_')).toEqual(headers);
    const { NONE: ___, ...names } = byUpperName(NAME_SOURCE);
    expect(constants(rows, 'NAME_')).toEqual({ ...names, BYTES: NAME_BYTES });
  });

  it('are the marks for what is not known', () => {
    expect(constants(rows, 'NO_')['OPERAND']).toBe(NO_FUNCTION);
    expect(constants(rows, 'NOWHER')['E']).toBe(NOWHERE);
    expect(constants(source('scan-packet.ts'), 'UNKNOWN_')['THREAD']).toBe(UNKNOWN_THREAD);
    expect(constants(source('scan-packet.ts'), 'INITIAL_')['PID_NS']).toBe(INITIAL_PID_NS);
  });

  it('are the lanes and bounds of pictures', () => {
    const picture = source('picture.ts');
    expect(constants(picture, 'LANE_')).toEqual(byUpperName(PICTURE_LANES));
    expect(constants(picture, 'END_')['UNKNOWN']).toBe(PICTURE_ENDS.endUnknown);
    expect(constants(picture, 'MOST_DRAWN_')).toEqual({ DEPTH: MOST_DRAWN_DEPTH, CPUS: MOST_CPUS });
    expect(constants(picture, 'ONE_')['SPAN']).toBe(ONE_SPAN);
    expect(constants(source('picture-lanes.ts'), 'MOST_')['VALUES']).toBe(MOST_VALUES);
  });

  it.each([
    ['window-slot.ts', 'WindowSlot', WINDOW_SLOT],
    ['record-list.ts', 'RecordList', RECORD_LIST],
    ['scan-threads.ts', 'ScanThreadList', SCAN_THREAD_LIST],
    ['scan-threads.ts', 'ScanThread', SCAN_THREAD_ROW],
    ['table.ts', 'Table', TABLE],
    ['analysis.ts', 'Analysis', ANALYSIS],
    ['analysis.ts', 'SyscallRow', SYSCALL_ROW],
    ['call-tree.ts', 'CallTree', CALL_TREE],
    ['call-tree.ts', 'CallNode', CALL_NODE],
    ['analysed-thread.ts', 'AnalysedThread', ANALYSED_THREAD],
    ['analysed-thread.ts', 'Frame', FRAME],
    ['duration-rows.ts', 'DurationRow', DURATION_ROW],
    ['picture.ts', 'Picture', PICTURE],
    ['picture.ts', 'PictureRow', PICTURE_ROW],
  ] as const)('are the fields in %s of %s', (file, name, struct) => {
    const fields = fieldsOf(source(file), name);
    expect(fields.map(([field]) => field)).toEqual(struct.fields);
    expect(fields.filter(([, type]) => ['f64', 'u64'].includes(type)).map(([field]) => field)).toEqual(struct.wide);
  });
});
