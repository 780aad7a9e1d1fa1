import type { Analysis } from '@reader/analysis/analysis';
import type { PassOptions } from '@reader/analysis/pass';
import { followSpans, type SpanFollower } from '@reader/compiled/follow-spans';
import { PacketClasses } from '@reader/compiled/packet-classes';
import type { PictureRequest, ReadPicture } from '@reader/picture/picture';
import { ReadError } from '@reader/read-error';
import type { ThreadKey } from '@reader/scan/records';
import type { AnalysisRequest, TimeRange, TraceReading } from '@reader/trace-reading';
import type { FunctionKey } from '@shared/trace-view/picture';
import { analyse } from '../../analysis/analyse';
import type { AnalysisCache, AnalysisKey } from '../../analysis/cache/analysis-cache';
import { type NamedFunction, namedFunctions } from '../../analysis/functions/function-figures';
import { namedProcesses } from '../../analysis/names/process-names';
import type { OpenedTrace } from '../../analysis/open-trace';
import { basisOf } from '../../analysis/summary/basis';
import type { Symboliser } from '../../symbols/symboliser';
import { functionKey } from '../functions/function-key';
import type { MarkList } from '../marks/mark-list';
import { readMarks } from '../marks/read-marks';
import type { NameFunction } from '../picture/row-picture';
import type { RowSelection } from '../rows/row-selection';
import type { CallTools } from '../serving/serve-calls';
import { readWhole, type Whole } from './read-whole';
import { SharedWork } from './shared-work';
import { isWholeRange, viewRange } from './view-range';

/** A follower that is done early reads at most so much too far. */
const FOLLOWED_WINDOW_BYTES = 2 ** 20;
/** One trace that is open in the window, with what its answers share. */
export class TraceView {
  readonly #whole: SharedWork<Whole>;
  readonly #symbols: SharedWork<Symboliser>;
  readonly #functions: SharedWork<NamedFunction[]>;
  readonly #names: SharedWork<ReadonlyMap<FunctionKey, string>>;
  readonly #marks: SharedWork<MarkList>;
  #packetClasses: PacketClasses | null | undefined;

  /** @param closing aborted when the trace is closed */
  constructor(
    readonly trace: OpenedTrace,
    readonly cache: AnalysisCache,
    symbolsOf: (trace: OpenedTrace, signal: AbortSignal) => Promise<Symboliser>,
    private readonly closing: AbortSignal,
  ) {
    this.#whole = new SharedWork((onShare) => readWhole(trace, cache, this.key, { signal: closing, onShare }));
    this.#symbols = new SharedWork(() => symbolsOf(trace, closing));
    this.#functions = new SharedWork(async () => {
      const { analysed } = await this.#whole.get({ signal: closing });
      if (analysed.analysis.functions.length === 0) return []; // without reading symbols
      return this.named(analysed.analysis, await this.#symbols.get({ signal: closing }));
    });
    this.#names = new SharedWork(async () => {
      const { analysed, table } = await this.#whole.get({ signal: closing });
      const processRows = table.ofProcesses(analysed.analysis);
      const named = await this.#functions.get({ signal: closing });
      return new Map(named.map(({ row, label }) => [functionKey(processRows[row.process] ?? -1, row.address), label]));
    });
    this.#marks = new SharedWork(async (onShare) => {
      const { table } = await this.#whole.get({ signal: closing });
      return readMarks(trace, table, viewRange({ fromNs: 0, toNs: this.lengthNs }, this.lengthNs), {
        signal: closing,
        onShare,
      });
    });
  }

  /** Begins what every page asks for. Its errors are those of the questions, which begin it again. */
  readAhead(): void {
    const { reading } = this.trace;
    const signal = this.closing;
    this.#whole.get({ signal }).catch(() => undefined);
    const { calls } = basisOf(reading, new Float64Array(reading.eventClasses.length).fill(1));
    if (calls) this.#symbols.get({ signal }).catch(() => undefined);
  }

  get key(): AnalysisKey {
    const { files, attribution } = this.trace;
    return { id: files.record.id, fingerprint: files.fingerprint, epochs: attribution.epochs };
  }

  get lengthNs(): number {
    return this.trace.reading.span.lengthNs;
  }

  /** Which event classes are in which packet; null for a trace that the compiled code cannot read. */
  get packetClasses(): PacketClasses | null {
    if (this.#packetClasses === undefined) this.#packetClasses = packetClassesOf(this.trace.reading);
    return this.#packetClasses;
  }

  whole(tools: CallTools): Promise<Whole> {
    return this.#whole.get(tools);
  }

  symbols({ signal }: CallTools): Promise<Symboliser> {
    return this.#symbols.get({ signal });
  }

  /** The user events of the whole trace. Only for a trace with few enough to keep. */
  marks(tools: CallTools): Promise<MarkList> {
    return this.#marks.get(tools);
  }

  /** The functions of the whole trace, in the order of its analysis. */
  functions({ signal }: CallTools): Promise<NamedFunction[]> {
    return this.#functions.get({ signal });
  }

  /** Names a function of a process of the whole trace. */
  async functionNames({ signal }: CallTools): Promise<NameFunction> {
    const names = await this.#names.get({ signal });
    return (process, address) => {
      const key = functionKey(process, address);
      return { key, name: names.get(key) ?? `0x${address.toString(16)}` };
    };
  }

  named(analysis: Analysis, symbols: Symboliser): NamedFunction[] {
    const { attribution, files } = this.trace;
    return namedFunctions(analysis, namedProcesses(analysis, attribution, files.containers, symbols), symbols);
  }

  /** The analysis of all threads in a range: of the whole trace the one that is known. @throws ReadError */
  async analysed(range: TimeRange, tools: CallTools): Promise<Analysis> {
    const { analysed } = await this.whole(withoutProgress(tools));
    return isWholeRange(range, this.lengthNs) ? analysed.analysis : this.readRange(range, {}, tools);
  }

  /** The analysis of a range with all threads of the selection, and perhaps others. @throws ReadError */
  analysedFor(range: TimeRange, selection: RowSelection, tools: CallTools): Promise<Analysis> {
    if (selection.isAll || selection.isOfProcesses) return this.analysed(range, tools);
    return this.readRange(range, { threads: selection.filter }, tools);
  }

  /** Draws a range beside its analysis. @throws ReadError */
  async draw(
    range: TimeRange,
    request: Omit<PictureRequest, 'onPicture' | 'lastNsOf'>,
    tools: CallTools,
  ): Promise<{ picture: ReadPicture; analysis: Analysis }> {
    const { table } = await this.whole(withoutProgress(tools));
    const drawn: ReadPicture[] = [];
    const analysis = await this.readRange(
      range,
      {
        picture: {
          ...request,
          lastNsOf: (thread) => table.rows[table.ofIdentity(thread)]?.lastNs,
          onPicture: (picture) => drawn.push(picture),
        },
      },
      tools,
    );
    const [picture] = drawn;
    if (!picture) throw new Error('the pass drew no picture');
    return { picture, analysis };
  }

  /**
   * Follows the spans of a range.
   * @param row only those of this row's thread; default: all
   * @returns the analysis of the range; null if the follower was done before its end
   * @throws ReadError
   */
  async follow(wanted: TimeRange, follower: SpanFollower, tools: CallTools, row?: number): Promise<Analysis | null> {
    const { table } = await this.whole(withoutProgress(tools));
    const isOfRow = (thread: ThreadKey): boolean => table.ofThread(thread) === row;
    return this.followThreads(wanted, follower, tools, row === undefined ? undefined : isOfRow);
  }

  /**
   * Follows the spans of some threads, as `follow` does. The filter must know a thread by its ids alone.
   * @throws ReadError
   */
  async followThreads(
    wanted: TimeRange,
    follower: SpanFollower,
    { signal, onShare }: CallTools,
    threads?: (thread: ThreadKey) => boolean,
  ): Promise<Analysis | null> {
    const { kept } = await this.whole({ signal, onShare: () => undefined });
    await kept();
    const { reading, attribution } = this.trace;
    const range = viewRange(wanted, this.lengthNs);
    const checkpoint = await this.cache.checkpointAt(this.key, range.fromNs, reading);
    const request = { range, epochs: attribution.epochs, signal, onProgress: onShare, ...(threads ? { threads } : {}) };
    const options = { windowBytes: FOLLOWED_WINDOW_BYTES, ...(checkpoint ? { checkpoint } : {}) };
    return followSpans(reading, request, follower, options);
  }

  /**
   * Reads a range from the last checkpoint before it. The filter must know a thread by its ids alone: names and processes of the
   * kernel's threads are learned on the way.
   * @throws ReadError
   */
  async readRange(
    wanted: TimeRange,
    { threads, ...options }: Pick<AnalysisRequest, 'threads'> & Omit<PassOptions, 'checkpoint' | 'onCheckpoint'>,
    { signal, onShare }: CallTools,
  ): Promise<Analysis> {
    const { reading, attribution } = this.trace;
    const { epochs } = attribution;
    const range = viewRange(wanted, this.lengthNs);
    const { kept } = await this.whole({ signal, onShare: () => undefined });
    await kept();
    const checkpoint = await this.cache.checkpointAt(this.key, range.fromNs, reading);
    const request = { range, epochs, signal, onProgress: onShare, ...(threads ? { threads } : {}) };
    return analyse(this.trace, request, { ...options, ...(checkpoint ? { checkpoint } : {}) });
  }
}

function packetClassesOf(reading: TraceReading): PacketClasses | null {
  try {
    return PacketClasses.of(reading) ?? null;
  } catch (error) {
    if (error instanceof ReadError && error.code === 'too-large') return null;
    throw error;
  }
}

/** For a part of an answer that is done before its own work begins. */
export const withoutProgress = ({ signal }: CallTools): CallTools => ({ signal, onShare: () => undefined });
