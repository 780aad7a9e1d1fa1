import { type ScannedText, type Token, tsdlTokens } from '@reader/schema/tsdl/tokens';

/** `NAME { … };` at the top of the metadata: `env`, `clock`, `stream`, `event` and the like. */
export interface TsdlBlock {
  name: string;
  /** `NAME = VALUE;` directly in the block, in the order of the text. A value can have several tokens. */
  fields: readonly TsdlField[];
  /** Whether the block contains only fields `NAME = …;`: no nested block, no type, no unterminated text. */
  isPlain: boolean;
}

export interface TsdlField {
  name: string;
  value: readonly Token[];
  /** Index of its semicolon in the text. */
  end: number;
}

/** A simple value is one token: a number, a word or a string. Longer values are expressions, which are not evaluated. */
const MOST_VALUE_TOKENS = 4;
/** Bounds the memory. Further fields of a block are skipped, and the block counts as not plain. */
const MOST_FIELDS = 10_000;
const OPENING = '{[(';
const CLOSING = '}])';

/**
 * Parses the blocks of CTF 1.8 metadata in their order. Reads each token once and skips nested blocks.
 * @param text without packet headers
 */
export function* tsdlBlocks(text: ScannedText): Generator<TsdlBlock, void, undefined> {
  let reader: BlockReader | undefined;
  let name = '';
  let outside = 0;
  for (const token of tsdlTokens(text)) {
    if (reader) {
      if (!reader.add(token)) continue;
      yield reader.block();
      reader = undefined;
    } else if (token.kind === 'mark') {
      // Skip `typealias integer { … } := uint8_t;` and other declarations by their brackets.
      if (token.text === '{' && outside === 0 && name !== '') reader = new BlockReader(name);
      else if (OPENING.includes(token.text)) outside += 1;
      else if (CLOSING.includes(token.text)) outside = Math.max(0, outside - 1);
      name = '';
    } else if (outside === 0) name = token.kind === 'word' ? token.text : '';
  }
}

class BlockReader {
  readonly #fields: TsdlField[] = [];
  #isPlain = true;
  #depth = 1;
  #statement: Token[] = [];

  constructor(private readonly name: string) {}

  /** @returns whether the block ends with this token */
  add(token: Token): boolean {
    const isMark = token.kind === 'mark';
    if (isMark && CLOSING.includes(token.text)) {
      this.#depth -= 1;
      if (this.#depth === 0) this.#isPlain &&= this.#statement.length === 0;
      return this.#depth === 0;
    }
    if (isMark && OPENING.includes(token.text)) {
      this.#depth += 1;
      this.#isPlain = false;
    } else if (this.#depth > 1) return false;
    if (isMark && token.text === ';' && this.#depth === 1) this.#endStatement(token.start);
    // Keep one token more than the limit, to detect a value that is too long.
    else if (this.#statement.length < MOST_VALUE_TOKENS + 3) this.#statement.push(token);
    return false;
  }

  block(): TsdlBlock {
    return { name: this.name, fields: this.#fields, isPlain: this.#isPlain };
  }

  #endStatement(end: number): void {
    const [name, equals, ...value] = this.#statement;
    this.#statement = [];
    const isField = name?.kind === 'word' && equals?.kind === 'mark' && equals.text === '=' && value.length > 0;
    if (isField && value.length <= MOST_VALUE_TOKENS && this.#fields.length < MOST_FIELDS)
      this.#fields.push({ name: name.text, value, end });
    else this.#isPlain = false;
  }
}

/** The number or word of a field, or its string without escapes; undefined for an expression. */
export function plainValue({ value }: TsdlField): string | undefined {
  const [only, ...more] = value;
  if (!only || more.length > 0 || (only.kind !== 'word' && only.kind !== 'string')) return undefined;
  return only.kind === 'word' ? only.text : only.text.replace(/\\(.)/gs, '$1');
}

/** The first complete block of that name. */
export function firstBlock(text: ScannedText, name: string): TsdlBlock | undefined {
  for (const block of tsdlBlocks(text)) if (block.name === name) return block;
  return undefined;
}
