/** What is compared, besides the fields of an event. */
export const FILTER_SUBJECTS = ['name', 'container', 'process', 'thread', 'domain', 'cpu', 'symbol'] as const;
export type FilterSubjectName = (typeof FILTER_SUBJECTS)[number];

/** These are text, so they have no order. `process` and `thread` have an id besides the name. */
export const TEXT_SUBJECTS: readonly string[] = ['name', 'container', 'domain', 'symbol'] satisfies FilterSubjectName[];

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The right side of a comparison. A quoted text has no wildcards. */
export interface FilterValue {
  text: string;
  isQuoted: boolean;
  /** Null for text that is not a number, and for quoted text. */
  number: number | bigint | null;
}

/** A parsed filter. `subject` is one of FILTER_SUBJECTS, or the path of a field: `fd`, `addr.port`. */
export type FilterTree =
  | { kind: 'and' | 'or'; all: readonly FilterTree[] }
  | { kind: 'not'; of: FilterTree }
  | { kind: 'compare'; subject: string; comparison: Comparison; value: FilterValue };

/** A filter that cannot be parsed. Positions are indexes into the text. */
export class FilterSyntaxError extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
    this.name = 'FilterSyntaxError';
  }
}
