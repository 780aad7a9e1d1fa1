import type { OpenedTrace } from '../../analysis/open-trace';
import type { CoreContext } from '../../core-context';
import type { TraceLibrary } from '../../library/trace-library';
import type { SymbolDeps } from '../../symbol-work';
import type { Symboliser } from '../../symbols/symboliser';
import type { TraceViewOptions } from '../trace-view-options';

/**
 * The names of functions: those stored with the trace, else collected from the image and this machine with the first question, as the
 * commands do. The engines are loaded only to read an image. Close it.
 */
export class ViewSymbols {
  #context: CoreContext | undefined;

  constructor(
    private readonly options: TraceViewOptions,
    private readonly library: TraceLibrary,
  ) {}

  /** @throws AppError for a symbol file that cannot be read, `cancelled` */
  async of(trace: OpenedTrace, signal: AbortSignal): Promise<Symboliser> {
    const { traceSymboliser } = await import('../../symbol-work');
    const { cacheDir } = this.options;
    return traceSymboliser({ cacheDir, library: this.library, imageOf: this.#imageOf }, trace, signal);
  }

  /** Ends what was started to read an image. */
  async close(): Promise<void> {
    await this.#context?.resources.close();
  }

  readonly #imageOf: SymbolDeps['imageOf'] = async (record, signal) => {
    const [{ createCoreContext }, { symbolDeps }] = await Promise.all([
      import('../../core-context'),
      import('../../symbol-deps'),
    ]);
    const { imageDirs, ...options } = this.options;
    this.#context ??= createCoreContext({ ...options, imageDirs: () => imageDirs });
    return symbolDeps(this.#context).imageOf(record, signal);
  };
}
