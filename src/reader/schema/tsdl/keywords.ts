/** Words that begin or form a type without a declaration (CTF 1.8.3, appendix C.1.2). They can be names of a `typealias`. */
const TYPE_WORDS = [
  'char',
  'double',
  'float',
  'int',
  'long',
  'short',
  'signed',
  'unsigned',
  'void',
  '_Bool',
  '_Complex',
  '_Imaginary',
] as const;

const OTHER_KEYWORDS = [
  'align',
  'callsite',
  'clock',
  'const',
  'enum',
  'env',
  'event',
  'floating_point',
  'integer',
  'stream',
  'string',
  'struct',
  'trace',
  'typealias',
  'typedef',
  'variant',
] as const;

const TYPES: ReadonlySet<string> = new Set(TYPE_WORDS);
const KEYWORDS: ReadonlySet<string> = new Set([...TYPE_WORDS, ...OTHER_KEYWORDS]);

export const isTypeWord = (word: string): boolean => TYPES.has(word);

/** Words that cannot name a field, type, stream or event. */
export const isKeyword = (word: string): boolean => KEYWORDS.has(word);
