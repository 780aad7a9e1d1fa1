import { looksLikeTraceLink, MOST_LINK_CHARS } from '@shared/trace-view/trace-link';

/** The link with which the app was started, until the page has taken it. The page parses it. */
export class ArrivedLink {
  #link: string | null = null;

  /** @param args of this start of the app */
  constructor(args: readonly string[]) {
    this.arrive(args);
  }

  /** Keeps the link among the arguments of a start. @returns whether there is one */
  arrive(args: readonly string[]): boolean {
    const link = args.find((arg) => looksLikeTraceLink(arg));
    if (link === undefined) return false;
    // The page refuses what was cut.
    this.#link = link.slice(0, MOST_LINK_CHARS);
    return true;
  }

  /** The link, once. */
  take(): string | null {
    const link = this.#link;
    this.#link = null;
    return link;
  }
}
