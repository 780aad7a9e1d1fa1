import type { DeclaredScalar } from '../declared';
import type { TsdlCursor } from './cursor';

/**
 * What begins with the end of a block, and the length in characters of the longest block that is kept. An integer with all its
 * attributes has about 100 characters, and most events have less than ten fields.
 */
const BLOCKS = { scalar: { end: '}', longest: 300 }, struct: { end: '};', longest: 2000 } } as const;
/** Different blocks that are kept. */
const MOST_BLOCKS = 10_000;

/** Types by the text of their blocks. LTTng writes the same few blocks for most fields and many events, so each is parsed once. */
export class KnownBlocks<T> {
  readonly #known = new Map<string, T>();

  constructor(
    private readonly cursor: TsdlCursor,
    private readonly kind: keyof typeof BLOCKS,
  ) {}

  /**
   * Reads the block that is next.
   * @param parse reads it from the cursor
   * @param isKept whether the type depends on nothing but the text of its block
   */
  read(parse: () => T, isKept: (type: T) => boolean = () => true): T {
    const { cursor } = this;
    const { end: last, longest } = BLOCKS[this.kind];
    const block = cursor.shortBlock(last, longest);
    const known = block && this.#known.get(block);
    if (known) {
      cursor.skip(block.length);
      return known;
    }
    const end = (cursor.peek()?.start ?? 0) + (block?.length ?? 0);
    const type = parse();
    // Not if the end was in a string or a comment.
    if (block && cursor.end === end && this.#known.size < MOST_BLOCKS && isKept(type)) this.#known.set(block, type);
    return type;
  }
}

/** Of scalars, by the word before the block. */
export const scalarBlocks = (cursor: TsdlCursor) => ({
  integer: new KnownBlocks<DeclaredScalar>(cursor, 'scalar'),
  floating_point: new KnownBlocks<DeclaredScalar>(cursor, 'scalar'),
  string: new KnownBlocks<DeclaredScalar>(cursor, 'scalar'),
});
