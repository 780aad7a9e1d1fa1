import type { FunctionColumns } from '../analysis/result/raw-analysis';
import type { PictureThreads } from './picture-threads';

/** Gives names new indexes, in the order in which they are asked for. */
export class NumberedNames {
  readonly list: string[] = [];
  readonly #byIndex = new Map<number, number>();
  readonly #byName = new Map<string, number>();

  constructor(private readonly nameOf: (index: number) => string) {}

  indexOf(index: number): number {
    const known = this.#byIndex.get(index);
    if (known !== undefined) return known;
    const name = this.nameOf(index);
    const number = this.#byName.get(name) ?? this.list.push(name) - 1;
    this.#byName.set(name, number);
    this.#byIndex.set(index, number);
    return number;
  }
}

/** Gives functions new indexes, in the order in which they are asked for. */
export class NumberedFunctions {
  readonly list: { process: number; address: bigint }[] = [];
  readonly #byIndex = new Map<number, number>();

  constructor(
    private readonly functions: FunctionColumns,
    private readonly shown: PictureThreads,
  ) {}

  /** @param thread that calls it, so its process is the function's */
  indexOf(index: number, thread: number): number {
    const known = this.#byIndex.get(index);
    if (known !== undefined) return known;
    const address = this.functions.addresses[this.functions.address[index] ?? -1] ?? 0n;
    const number = this.list.push({ process: this.shown.processOf(thread), address }) - 1;
    this.#byIndex.set(index, number);
    return number;
  }
}
