import type { ErrorData } from '@shared/model/app-error';
import { MOST_COLUMNS } from '@shared/trace-view/trace-view-calls';
import { errorOf } from '../../../../bridge';
import { lengthOf, type TimeRange } from '../../../../models/trace-view/time-range';

/** What is in sight. */
export interface Sight {
  range: TimeRange;
  /** Device pixels of the range. */
  columns: number;
  rows: readonly number[];
}

/** What is asked for beyond the sight, at each side, as a share of the range. */
const MARGIN = 0.5;
const LEAST_COLUMNS = 16;
const MOST_ROWS = 1_000;
/** A picture is drawn stretched up to this factor before a sharper one is asked for. */
const MOST_STRETCH = 1.2;

/** What shows a range in so many columns. */
interface Shown {
  fromNs: number;
  toNs: number;
  columns: number;
}

/** @throws what errorOf() reads */
type Ask<T> = (question: { range: TimeRange; columns: number; rows: number[] }) => Promise<T>;

/**
 * Asks for pictures, or other things, of what is in sight with a margin, so that small moves need no question. One question is open at a
 * time, and the newest sight comes next: a fast pan would otherwise cancel every question before its answer.
 */
export class SightLoader<T extends Shown> {
  #shown: T | null = null;
  #rows: ReadonlySet<number> = new Set();
  #wanted: Sight | null = null;
  #isAsking = false;
  #isEnded = false;

  constructor(
    private readonly ask: Ask<T>,
    private readonly lengthNs: number,
    private readonly onAnswer: (answer: T) => void,
    private readonly onError: (error: ErrorData) => void,
  ) {}

  /** Asks, unless the newest answer shows everything in sight sharply. */
  want(sight: Sight): void {
    this.#wanted = sight;
    if (!this.#isAsking) void this.#ask();
  }

  /** Nothing is reported any more. */
  end(): void {
    this.#isEnded = true;
    this.#wanted = null;
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    try {
      for (let sight = this.#next(); sight; sight = this.#next()) {
        const question = withMargin(sight, this.lengthNs);
        const answer = await this.ask(question);
        if (this.#isEnded) return;
        this.#shown = answer;
        this.#rows = new Set(question.rows);
        this.onAnswer(answer);
      }
    } catch (thrown) {
      const error = errorOf(thrown);
      if (!this.#isEnded && error.code !== 'cancelled') this.onError(error);
    } finally {
      this.#isAsking = false;
    }
  }

  #next(): Sight | null {
    const sight = this.#wanted;
    this.#wanted = null;
    return sight && !shows(this.#shown, this.#rows, sight) ? sight : null;
  }
}

/** Whether an answer for these rows shows what is in sight, sharply. */
function shows(shown: Shown | null, rows: ReadonlySet<number>, sight: Sight): boolean {
  if (!shown || !sight.rows.every((row) => rows.has(row))) return false;
  const { fromNs, toNs, columns } = shown;
  if (fromNs > sight.range.fromNs || toNs < sight.range.toNs) return false;
  const stretch = (toNs - fromNs) / columns / (lengthOf(sight.range) / sight.columns);
  return stretch <= MOST_STRETCH || columns >= MOST_COLUMNS;
}

function withMargin({ range, columns, rows }: Sight, lengthNs: number) {
  const margin = lengthOf(range) * MARGIN;
  const fromNs = Math.max(0, Math.floor(range.fromNs - margin));
  const toNs = Math.max(fromNs + 1, Math.min(Math.max(1, lengthNs), Math.ceil(range.toNs + margin)));
  const wanted = Math.ceil((columns * (toNs - fromNs)) / lengthOf(range));
  return {
    range: { fromNs, toNs },
    columns: Math.min(Math.max(wanted, LEAST_COLUMNS), MOST_COLUMNS),
    rows: [...new Set(rows)].slice(0, MOST_ROWS),
  };
}
