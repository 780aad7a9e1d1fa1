import type { ExportSource } from '../export-source';
import { Numbered } from '../numbered';
import { functionName, shownName } from '../shown-name';
import { CATEGORY } from './profile-meta';

/** Functions of one process have at most so many addresses, see `RECORD` of the reader. */
const FUNCTIONS = 2 ** 29;
/** More different stacks than a browser can show. Deeper calls are then not told apart from their callers. */
const MOST_STACKS = 8_000_000;

/** The different call stacks of one thread: each is a function and the stack of its caller. */
export class CallStacks {
  readonly #prefix: number[] = [];
  readonly #frame: number[] = [];
  readonly #byPath = new Map<number, number>();
  /** Functions. Their number is also that of their frame. */
  readonly #functions = new Numbered<number>();

  /** @param caller the caller's stack; -1 for none. @returns the stack of a call */
  indexOf(caller: number, functionIndex: number): number {
    const path = (caller + 1) * FUNCTIONS + functionIndex;
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    if (this.#prefix.length >= MOST_STACKS) return caller;
    this.#byPath.set(path, this.#prefix.length);
    this.#frame.push(this.#functions.indexOf(functionIndex));
    return this.#prefix.push(caller) - 1;
  }

  /** The tables `stackTable`, `frameTable` and `funcTable` as JSON, in pieces. Adds the names to the strings. */
  *tables(source: ExportSource, strings: Numbered<string>): Generator<string> {
    const stacks = this.#prefix.length;
    yield '"stackTable":{"prefix":[';
    yield* joined(stacks, (index) => (this.#prefix[index] === -1 ? 'null' : String(this.#prefix[index])));
    yield '],"frame":[';
    yield* joined(stacks, (index) => String(this.#frame[index]));
    for (const [column, value] of [
      ['category', CATEGORY.call],
      ['subcategory', 0],
    ] as const) {
      yield `],"${column}":[`;
      yield* joined(stacks, () => String(value));
    }
    yield `],"length":${stacks}},\n`;
    const functions = this.#functions.values.map((index) => source.tables.functions[index]);
    const column = (value: (known: (typeof functions)[number], index: number) => unknown) => functions.map(value);
    yield `"frameTable":${JSON.stringify({
      address: column(() => -1),
      inlineDepth: column(() => 0),
      category: column(() => CATEGORY.call),
      subcategory: column(() => 0),
      func: column((_, index) => index),
      nativeSymbol: column(() => null),
      innerWindowID: column(() => 0),
      implementation: column(() => null),
      line: column((known) => known?.line ?? null),
      column: column(() => null),
      length: functions.length,
    })},\n`;
    yield `"funcTable":${JSON.stringify({
      name: column((known) => strings.indexOf(functionName(known))),
      isJS: column(() => false),
      relevantForJS: column(() => false),
      resource: column(() => -1),
      fileName: column((known) => (known?.file == null ? null : strings.indexOf(shownName(known.file)))),
      lineNumber: column((known) => known?.line ?? null),
      columnNumber: column(() => null),
      length: functions.length,
    })}`;
  }
}

/** The elements of a JSON array, without its brackets. */
function* joined(count: number, textOf: (index: number) => string): Generator<string> {
  for (let index = 0; index < count; index += 1) yield index === 0 ? textOf(index) : `,${textOf(index)}`;
}
