import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How babeltrace2 prints events, one a line, with values but without the names of fields. */
const OPTIONS = ['--clock-seconds', '--no-delta', '--names=header,none', '--fields=loglevel'];
/** The same for the component. */
const PARAMETERS =
  'no-delta=yes,clock-seconds=yes,name-default="hide",name-header=yes,field-default="hide",field-loglevel=yes';
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

const HEADER = /^(?:timestamp = (-?[\d.]+), )?(?:loglevel = .*? \(-?\d+\), )?name = (.*?),? ?(\{ .*)?$/s;
const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const ENUM = `\\( (?:<unknown>|\\{ ${STRING}(?:, ${STRING})* \\}|${STRING}) : container = (\\S+) \\)`;
const NUMBER = '-?(?:0x[0-9A-F]+|0b[01]+|[\\d.]+(?:e[-+]\\d+)?|inf|nan)';
const SCALAR = new RegExp(`${ENUM}|(${STRING})|(${NUMBER})`, 'g');

/** An event as `time name: values`, with the values of all fields in the order of the data. */
export type EventLine = string;

/** Prints the events of a trace with babeltrace2. @throws Error if it does not read the trace to its end */
export const printedEvents = (folder: string): EventLine[] => run([...OPTIONS, folder]);

/**
 * Prints the events of each stream by itself, without the component that orders streams: it stops where a message of a stream, e.g.
 * a packet's end, is earlier than the message before it.
 */
export function printedByStream(folder: string): EventLine[] {
  const streams = readdirSync(folder).filter((name) => name !== 'metadata' && statSync(join(folder, name)).isFile());
  return streams.flatMap((stream) => {
    const alone = mkdtempSync(join(tmpdir(), 'one-stream-'));
    try {
      for (const name of ['metadata', stream]) symlinkSync(join(folder, name), join(alone, name));
      const source = ['--component=in:source.ctf.fs', `--params=inputs=["${alone}"]`];
      return run(['run', ...source, '--component=out:sink.text.pretty', `--params=${PARAMETERS}`, '--connect=in:out']);
    } finally {
      rmSync(alone, { recursive: true });
    }
  });
}

function run(options: readonly string[]): EventLine[] {
  const { status, stdout, stderr } = spawnSync('babeltrace2', options, {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`babeltrace2 ended with ${status}: ${stderr.slice(0, 500)}`);
  return stdout.split('\n').slice(0, -1).map(normalLine);
}

function normalLine(line: string): EventLine {
  const [, time = '', name, body = ''] = HEADER.exec(line) ?? [];
  if (name === undefined) throw new Error(`babeltrace2 printed a line of another form: ${line.slice(0, 200)}`);
  const values: string[] = [];
  for (const [, enumValue, text, number] of body.matchAll(SCALAR)) {
    if (text !== undefined) values.push(JSON.stringify(withoutEscapes(text.slice(1, -1))));
    else values.push(plainNumber(enumValue ?? number ?? ''));
  }
  return eventLine(time, name, values);
}

export const eventLine = (time: string, name: string, values: readonly string[]): EventLine =>
  `${time} ${name}: ${values.join(' ')}`;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
const withoutEscapes = (text: string): string => text.replaceAll(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);

/** In decimal; octal numbers begin with 0. */
function plainNumber(printed: string): string {
  if (/^0[0-7]+$/.test(printed)) return BigInt(`0o${printed.slice(1)}`).toString();
  return /^0[xb]/.test(printed) || /^-\d+$/.test(printed) ? unsignedText(BigInt(printed)) : printed;
}

/** babeltrace2 prints negative numbers of base 16 as unsigned, so all are compared as unsigned. */
export const unsignedText = (value: number | bigint): string => BigInt.asUintN(64, BigInt(value)).toString();
