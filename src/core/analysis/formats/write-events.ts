import type { ExportEvent, ExportSource } from './export-source';
import { fieldsJson, textJson } from './field-json';
import type { FormatWriter } from './format-writer';
import { shownName } from './shown-name';
import { TextOutput } from './text-output';
import { utcText } from './utc-time';

/** One JSON object per line and event, with every field. Names are exact. */
export const ndjsonOf: FormatWriter = (source, context) => linesOf(source, context, '', eventJson);

/** One line per event, as in RFC 4180 but with `\n`; the fields of the payload are a JSON object in one cell. */
export const csvOf: FormatWriter = (source, context) =>
  linesOf(source, context, 'time,ns,event,container,process,pid,thread,tid,cpu,symbol,fields\n', eventCells);

async function* linesOf(
  source: ExportSource,
  { signal, onShare }: Parameters<FormatWriter>[1],
  head: string,
  lineOf: (source: ExportSource, event: ExportEvent) => string,
): AsyncGenerator<Buffer> {
  const out = new TextOutput();
  out.add(head);
  for await (const { events, share } of source.events(signal)) {
    for (const event of events) {
      out.add(`${lineOf(source, event)}\n`);
      if (out.isFull) yield out.take();
    }
    onShare(share);
  }
  yield out.take();
}

/** An event as one JSON object. Unknown facts are null; `time` is null where the trace's clock is not absolute. */
export function eventJson(source: Pick<ExportSource, 'beginUnixNs'>, event: ExportEvent): string {
  const { container, process, pid, thread, tid } = event.owner;
  const text = (name: string | null): string => (name === null || name === '' ? 'null' : textJson(name));
  const id = (number: number): string => (number < 0 ? 'null' : String(number));
  return (
    `{"time":${text(utcText(source, event.timeNs))},"ns":${event.timeNs},"event":${textJson(event.name)},` +
    `"container":${text(container)},"process":${text(process)},"pid":${id(pid)},` +
    `"thread":${text(thread)},"tid":${id(tid)},"cpu":${id(event.cpu)},` +
    `"symbol":${text(event.symbol)},"context":${fieldsJson(event.context)},"fields":${fieldsJson(event.fields)}}`
  );
}

function eventCells(source: ExportSource, event: ExportEvent): string {
  const { container, process, pid, thread, tid } = event.owner;
  const id = (number: number): string => (number < 0 ? '' : String(number));
  return [
    utcText(source, event.timeNs) ?? '',
    event.timeNs,
    ...[textCell(event.name), textCell(container), textCell(process), id(pid), textCell(thread), id(tid)],
    id(event.cpu),
    textCell(event.symbol),
    quoted(fieldsJson(event.fields)),
  ].join();
}

/**
 * A name in a cell. Spreadsheets run a cell that begins with one of `=+-@` as a formula (owasp.org/www-community/attacks/CSV_Injection),
 * and names come from containers, so such a cell begins with an apostrophe.
 */
function textCell(name: string | null): string {
  if (name === null) return '';
  const shown = shownName(name, '');
  return quoted(/^[=+\-@]/.test(shown) ? `'${shown}` : shown);
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
