import { AppError } from '../../model/app-error';
import { type FilterToken, filterTokens } from './filter-tokens';
import { FilterSyntaxError, type FilterTree, type FilterValue, TEXT_SUBJECTS } from './filter-tree';

const LONGEST = 10_000;
const DEEPEST = 64;

/**
 * Parses a filter of events, in linear time:
 *
 * - `sched_switch`, `lttng_ust_*`: the name of the event; `*` is any text, `?` any character
 * - `container=web`, `process=postgres`, `thread=worker-*`: by name, or process and thread by id
 * - `ret<0`, `fd=3`, `filename="*.so"`: a field of the payload or of a context; quoted text has no wildcards
 * - `and`, `or`, `not` and parentheses; terms beside each other are joined by `and`
 *
 * @throws FilterSyntaxError
 */
export function parseFilter(text: string): FilterTree {
  if (text.length > LONGEST)
    throw new FilterSyntaxError(`A filter has at most ${LONGEST} characters.`, LONGEST, text.length);
  return new Parser(filterTokens(text)).parse();
}

/** Shows where a filter is wrong. @param what names the option: `--filter` */
export function filterError({ message, from, to }: FilterSyntaxError, text: string, what: string): AppError {
  const line = text.replace(/\s/g, ' ');
  const mark = `${' '.repeat(from)}${'^'.repeat(Math.max(1, Math.min(to, line.length) - from))}`;
  return new AppError('config', `The expression of ${what} is not valid. ${message}`, {
    detail: line.length <= 200 ? `${line}\n${mark}` : `at character ${from + 1}`,
    hint: 'Example: (sys_* or sched_switch) and container=web and not thread=worker-1',
  });
}

class Parser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly FilterToken[]) {}

  parse(): FilterTree {
    if (this.#peek().kind === 'end') throw this.#wrong('The filter is empty.');
    const tree = this.#or();
    if (this.#peek().kind === 'close') throw this.#wrong('This parenthesis was not opened.');
    if (this.#peek().kind !== 'end') throw this.#wrong('A name is missing before this comparison.');
    return tree;
  }

  #or(): FilterTree {
    const all = [this.#and()];
    while (this.#takeWord('or')) all.push(this.#and());
    return joined('or', all);
  }

  #and(): FilterTree {
    const all = [this.#not()];
    while (this.#takeWord('and') || this.#startsTerm()) all.push(this.#not());
    return joined('and', all);
  }

  #not(): FilterTree {
    let isNegated = false;
    while (this.#takeWord('not')) isNegated = !isNegated;
    const of = this.#term();
    return isNegated ? { kind: 'not', of } : of;
  }

  #term(): FilterTree {
    const token = this.#peek();
    if (token.kind === 'open') return this.#group(token);
    if (token.kind === 'end') throw this.#wrong('The filter ends where a name or a comparison is expected.');
    if ((token.kind !== 'word' && token.kind !== 'quoted') || isKeyword(token))
      throw this.#wrong('A name or a comparison is expected here.');
    this.#at += 1;
    const operator = this.#peek();
    if (operator.kind !== 'comparison')
      return { kind: 'compare', subject: 'name', comparison: '=', value: filterValue(token) };
    this.#at += 1;
    const value = this.#peek();
    if (value.kind !== 'word' && value.kind !== 'quoted') throw this.#wrong('A value is expected here.');
    const tree = {
      kind: 'compare',
      subject: token.text,
      comparison: operator.text,
      value: filterValue(value),
    } as const;
    const isOrder = !['=', '!='].includes(operator.text);
    if (isOrder && token.kind === 'word' && TEXT_SUBJECTS.includes(token.text))
      throw new FilterSyntaxError(`“${token.text}” is compared with = or != only.`, operator.from, operator.to);
    if (isOrder && tree.value.number === null) throw this.#wrong('A number is expected here.');
    this.#at += 1;
    return tree;
  }

  #group(open: FilterToken): FilterTree {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#wrong(`A filter has at most ${DEEPEST} levels of parentheses.`);
    this.#at += 1;
    const tree = this.#or();
    if (this.#peek().kind === 'comparison') throw this.#wrong('A name is missing before this comparison.');
    if (this.#peek().kind !== 'close')
      throw new FilterSyntaxError('The parenthesis is not closed.', open.from, open.to);
    this.#at += 1;
    this.#depth -= 1;
    return tree;
  }

  #peek(): FilterToken {
    return this.tokens[this.#at] ?? { kind: 'end', from: 0, to: 0 };
  }

  /** Whether the next token begins a term that is joined without `and`. */
  #startsTerm(): boolean {
    const token = this.#peek();
    return (
      token.kind === 'open' || token.kind === 'quoted' || (token.kind === 'word' && !/^(and|or)$/i.test(token.text))
    );
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #wrong(message: string): FilterSyntaxError {
    return new FilterSyntaxError(message, this.#peek().from, this.#peek().to);
  }
}

const isKeyword = (token: FilterToken): boolean => token.kind === 'word' && /^(and|or|not)$/i.test(token.text);

const filterValue = (token: Extract<FilterToken, { kind: 'word' | 'quoted' }>): FilterValue => ({
  text: token.text,
  isQuoted: token.kind === 'quoted',
  number: token.kind === 'quoted' ? null : numberIn(token.text),
});

/** Integers of any base that JavaScript reads (`10`, `0x1f`) are exact. */
function numberIn(text: string): number | bigint | null {
  const [, sign, digits] = /^(-?)(\d{1,40}|0x[\da-f]{1,32})$/i.exec(text) ?? [];
  if (digits !== undefined) return sign === '-' ? -BigInt(digits) : BigInt(digits);
  return /^-?\d{1,40}\.\d{1,40}$/.test(text) ? Number(text) : null;
}

function joined(kind: 'and' | 'or', all: readonly FilterTree[]): FilterTree {
  const [only] = all;
  return only && all.length === 1 ? only : { kind, all };
}
