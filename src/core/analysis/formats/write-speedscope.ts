import { AppError } from '@shared/model/app-error';
import type { ExportSource } from './export-source';
import type { FormatWriter } from './format-writer';
import { functionName, processName, shownName, syscallName, threadName } from './shown-name';
import { TextOutput } from './text-output';
import { kindOf, operandOf, RECORDED, ThreadLanes } from './thread-lanes';

const LANES = ['calls', 'syscalls'] as const;

/**
 * speedscope's JSON, one evented profile per thread (github.com/jlfwong/speedscope/wiki/Importing-from-custom-sources), with the
 * functions at the end. System calls have a profile of their own.
 */
export const speedscopeOf: FormatWriter = async function* (source, context) {
  const lanes = await ThreadLanes.fill(source, context, LANES);
  try {
    const profiles = lanes
      .threads()
      .flatMap((thread) => LANES.map((lane) => ({ thread, lane, count: lanes.countOf(thread, lane) })))
      .filter(({ count }) => count > 0);
    const busiest = profiles.reduce(
      (most, { count }, index) => (count > (profiles[most]?.count ?? 0) ? index : most),
      0,
    );
    if (profiles.length === 0)
      throw new AppError(
        'missing',
        'There are no function calls and no system calls, and speedscope shows nothing else.',
        {
          hint: 'Use the format perfetto, csv or ndjson. If only a part of the trace was selected, select another part.',
        },
      );
    const frames = new Frames(source);
    const out = new TextOutput();
    out.add('{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"Containers Trace",');
    out.add(`"name":${JSON.stringify(shownName(source.title))},"activeProfileIndex":${busiest},"profiles":[`);
    for (const [number, { thread, lane }] of profiles.entries()) {
      context.signal.throwIfAborted();
      out.add(`${number === 0 ? '' : ','}\n${beginOfProfile(source, thread, lane)}`);
      const stack: number[] = [];
      let lastNs = source.range.fromNs;
      let isFirst = true;
      for await (const { count, timeNs, word } of lanes.read(thread, lane)) {
        for (let index = 0; index < count; index += 1) {
          const record = word[index] ?? 0;
          const kind = kindOf(record);
          const isBegin = kind === RECORDED.begin || kind === RECORDED.resumed;
          const frame = isBegin ? frames.indexOf(lane, operandOf(record)) : stack.pop();
          if (frame === undefined) continue;
          if (isBegin) stack.push(frame);
          lastNs = Math.max(lastNs, timeNs[index] ?? 0);
          out.add(`${isFirst ? '' : ','}{"type":"${isBegin ? 'O' : 'C'}","frame":${frame},"at":${lastNs}}`);
          isFirst = false;
          if (out.isFull) yield out.take();
        }
      }
      out.add(']}');
      context.onShare((1 + (number + 1) / profiles.length) / 2);
    }
    out.add('],\n"shared":{"frames":[');
    for (const [number, frame] of frames.list.entries()) {
      out.add(`${number === 0 ? '' : ',\n'}${frame}`);
      if (out.isFull) yield out.take();
    }
    out.add(']}}\n');
    yield out.take();
  } finally {
    await lanes.close();
  }
};

function beginOfProfile({ tables, range }: ExportSource, thread: number, lane: (typeof LANES)[number]): string {
  const { process = -1, tid = null } = tables.threads[thread] ?? {};
  const name = `${processName(tables, process)}, ${threadName(tables, thread)}${tid === null ? '' : ` [${tid}]`}`;
  const title = JSON.stringify(lane === 'calls' ? name : `${name}: system calls`);
  return `{"type":"evented","name":${title},"unit":"nanoseconds","startValue":${range.fromNs},"endValue":${range.toNs},"events":[`;
}

/** The functions and system calls that occur, as JSON, in the order of their first use. */
class Frames {
  readonly list: string[] = [];
  readonly #indexes = { calls: new Map<number, number>(), syscalls: new Map<number, number>() };

  constructor(private readonly source: ExportSource) {}

  indexOf(lane: (typeof LANES)[number], operand: number): number {
    const known = this.#indexes[lane].get(operand);
    if (known !== undefined) return known;
    this.#indexes[lane].set(operand, this.list.length);
    return this.list.push(JSON.stringify(lane === 'calls' ? this.#call(operand) : this.#syscall(operand))) - 1;
  }

  #call(index: number): { name: string; file?: string; line?: number } {
    const known = this.source.tables.functions[index];
    return {
      name: functionName(known),
      ...(known && known.file !== null && { file: shownName(known.file) }),
      ...(known && known.line !== null && { line: known.line }),
    };
  }

  #syscall(index: number): { name: string } {
    return { name: syscallName(this.source.tables, index) };
  }
}
