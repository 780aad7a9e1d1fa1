import { metadataError, ReadError } from '../../read-error';
import { checkName, MOST_TOKENS, shownName } from '../bounds';
import { isKeyword, isTypeWord } from './keywords';
import { type Token, tokenAt } from './tokens';

/** Walks through the tokens of CTF 1.8 metadata. Marks of several characters, `:=` and `...`, are tokens that touch. */
export class TsdlCursor {
  /** The next token; undefined at the end of the metadata. */
  #next: Token | undefined;
  #count = 0;
  #lastEnd = 0;
  #line = 1;
  /** End of that line, kept so that each character is looked at once. */
  #lineEnd: number;

  constructor(private readonly text: string) {
    this.#lineEnd = lineEnd(text, 0);
    this.#load(0);
  }

  /** The next token; undefined at the end of the metadata. */
  peek(): Token | undefined {
    return this.#next;
  }

  /** @throws ReadError at the end of the metadata, or if a string or comment has no end */
  next(): Token {
    const token = this.#next;
    if (!token) throw this.error('The metadata ends in the middle of a declaration.');
    if (token.kind === 'broken') throw this.error('A string or comment has no end.');
    this.#lastEnd = token.end;
    this.#load(token.end);
    return token;
  }

  #load(from: number): void {
    this.#next = tokenAt(this.text, from);
    this.#count += 1;
    if (this.#count > MOST_TOKENS)
      throw new ReadError('too-large', `The metadata has more than ${MOST_TOKENS} words and marks.`);
  }

  /** Line of the next token, from 1. */
  get line(): number {
    const at = this.#next?.start ?? this.#lastEnd;
    for (; this.#lineEnd < at; this.#lineEnd = lineEnd(this.text, this.#lineEnd + 1)) this.#line += 1;
    return this.#line;
  }

  /**
   * The text from the next token to the first `}` with which `end` begins; undefined if no bracket is next.
   * @param most characters; undefined for a longer block
   */
  shortBlock(end: '}' | '};', most: number): string | undefined {
    const start = this.#next?.start;
    if (start === undefined || !this.isMark('{')) return undefined;
    const text = this.text.slice(start, start + most);
    const length = text.indexOf(end) + 1;
    return length > 0 ? text.slice(0, length) : undefined;
  }

  /** Index in the text after the last token that was read. */
  get end(): number {
    return this.#lastEnd;
  }

  /** Skips so many characters from the next token on, which must end with a token. */
  skip(characters: number): void {
    this.#lastEnd = (this.#next?.start ?? 0) + characters;
    this.#load(this.#lastEnd);
  }

  error(message: string): ReadError {
    return metadataError(message, this.line);
  }

  isMark(mark: string): boolean {
    const token = this.#next;
    if (token?.kind !== 'mark' || token.text !== mark[0]) return false;
    // The colon before an enumeration's type is not the assignment of a type.
    if (mark === ':') return this.text[token.end] !== '=';
    return mark.length === 1 || this.text.startsWith(mark, token.start);
  }

  /** Skips the mark if it is next. */
  accept(mark: string): boolean {
    if (!this.isMark(mark)) return false;
    for (let n = 0; n < mark.length; n += 1) this.next();
    return true;
  }

  expect(mark: string): void {
    if (!this.accept(mark)) throw this.error(`Expected \`${mark}\`${this.#butFound()}.`);
  }

  /** The next token, if it is a word. */
  word(): string | undefined {
    const token = this.#next;
    return token?.kind === 'word' ? token.text : undefined;
  }

  isWord(word: string): boolean {
    return this.word() === word;
  }

  acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.next();
    return true;
  }

  /** Whether the next token is in apostrophes. Such a character is no string. */
  isCharacter(): boolean {
    const token = this.#next;
    return token?.kind === 'string' && this.text[token.start] === "'";
  }

  /** Whether a name that is no keyword is next. */
  isName(): boolean {
    const token = this.#next;
    return token?.kind === 'word' && NAME.test(token.text) && !isKeyword(token.text);
  }

  /**
   * @param what names the expected name in the error
   * @param isField a field can have the name of a C type, `int`, as yactfr reads it
   */
  name(what: string, isField = false): string {
    if (!this.isName() && !(isField && isTypeWord(this.#next?.text ?? '')))
      throw this.error(`Expected ${what}${this.#butFound()}.`);
    const { line } = this;
    const { text } = this.next();
    checkName(text, line);
    return text;
  }

  /** Ends a statement. Tracers write further semicolons, also before a closing bracket. */
  endStatement(): void {
    this.expect(';');
    while (this.accept(';'));
  }

  #butFound(): string {
    const token = this.#next;
    if (!token) return ', but the metadata ends';
    return token.kind === 'broken' ? '' : `, not \`${shownName(token.text)}\``;
  }
}

/** Index of the next line end; infinite at the last line. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
