import { THREAD_STATES } from '@reader/analysis/analysis';
import { oneLine } from '@shared/model/plain-text';
import type { ExportCounter, ExportFunction, ExportTables } from './export-source';

/** In characters. Viewers draw names again and again, and none shows more. */
const LONGEST_NAME = 1000;

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Replaces half surrogate pairs by U+FFFD, so that the text can be encoded as UTF-8. */
export const wellFormed = (text: string): string => text.replace(LONE_SURROGATES, '\ufffd');

/**
 * A name as files for viewers get it: on one line, without control sequences and direction overrides, encodable as UTF-8, and at
 * most 1000 characters long. @param empty is returned for a name of which nothing remains
 */
export function shownName(name: string, empty = '(no name)'): string {
  const shown = oneLine(wellFormed(name.length > 4 * LONGEST_NAME ? name.slice(0, 4 * LONGEST_NAME) : name));
  if (shown.length <= LONGEST_NAME) return shown === '' ? empty : shown;
  return `${wellFormed(shown.slice(0, LONGEST_NAME - 1)).replace(/\ufffd$/, '')}…`;
}

/** The symbol, or the address in hexadecimal where the symbol is not known. */
export function functionName(known: ExportFunction | undefined): string {
  if (!known) return '(no name)';
  return known.symbol === null ? `0x${known.address.toString(16)}` : shownName(known.symbol);
}

/** `nginx (api-1)`. The process id is not in it, since viewers add their own. */
export function processName(tables: ExportTables, index: number): string {
  const process = tables.processes[index];
  if (!process) return '(no name)';
  const container = process.container === null ? undefined : tables.containers[process.container];
  const name = shownName(process.name, process.pid === null ? '(no name)' : `process ${process.pid}`);
  return container ? `${name} (${shownName(container.name)})` : name;
}

/** `worker-1`, else `thread 12`. */
export function threadName(tables: ExportTables, index: number): string {
  const thread = tables.threads[index];
  return shownName(thread?.name ?? '', thread?.tid == null ? '(no name)' : `thread ${thread.tid}`);
}

export const syscallName = (tables: ExportTables, index: number): string => shownName(tables.syscalls[index] ?? '');

export const containerName = (tables: ExportTables, index: number): string =>
  shownName(tables.containers[index]?.name ?? '');

/** `Lost events (db-1)`. The process of a counter is not in it, since viewers show counters below their process. */
export function counterName(tables: ExportTables, { name, of }: ExportCounter): string {
  const shown = shownName(name);
  return of !== 'trace' && 'container' in of ? `${shown} (${containerName(tables, of.container)})` : shown;
}

const STATE_NAMES = THREAD_STATES.map((state) => (state === 'unknown' ? null : state.replaceAll('-', ' ')));

/** `waiting to run`; null for the unknown state, which is not shown. @param state index into THREAD_STATES */
export const stateName = (state: number): string | null => STATE_NAMES[state] ?? null;
