import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventName } from '@shared/ipc/contract';
import { looksLikeTraceLink, MOST_LINK_CHARS } from '@shared/trace-view/trace-link';
import { z } from 'zod';

interface Kind {
  /** The event that tells the page of a second start. */
  event: EventName;
  matches(operand: string): boolean;
  /** @param folder the working directory of the start */
  read(operand: string, folder: string): string;
}

/** What an operand of a start names. The first kind that matches counts. */
const KINDS = {
  // The page refuses what was cut.
  link: { event: 'link-arrived', matches: looksLikeTraceLink, read: (text) => text.slice(0, MOST_LINK_CHARS) },
  'file-url': { event: 'files-arrived', matches: (text) => /^file:/i.test(text), read: pathOfUrl },
  file: { event: 'files-arrived', matches: () => true, read: (text, folder) => resolve(folder, text) },
} as const satisfies Record<string, Kind>;

/** Operands of a start, as one start passes them to the running app. */
const startSchema = z.object({ operands: z.array(z.string()), folder: z.string() });
export type Start = z.infer<typeof startSchema>;

/**
 * The operands among the arguments of Electron: what is no option, and everything after `--`.
 * @param args without the program
 * @param appPath the app's own folder, which is the first operand in a checkout
 */
export function startOf(args: readonly string[], appPath: string, folder: string): Start {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  const behind = end < 0 ? [] : args.slice(end + 1);
  const operands = [...before.filter((arg) => !arg.startsWith('-')), ...behind].filter((arg) => arg !== '');
  const own = operands.findIndex((operand) => resolve(folder, operand) === appPath);
  return { operands: operands.slice(own + 1), folder };
}

/** The link and the files with which the app was started, until the page has taken them. Main opens nothing by itself. */
export class ArrivedArguments {
  #link: string | null = null;
  #files: string[] = [];

  constructor(start: Start) {
    this.arrive(start);
  }

  /**
   * Keeps what the operands of a start name.
   * @param start what another process sent: ignored if it is nothing that startOf() returns
   * @returns the events for the page
   */
  arrive(start: unknown): EventName[] {
    const { success, data } = startSchema.safeParse(start);
    if (!success) return [];
    const events = new Set<EventName>();
    for (const operand of data.operands) {
      const kind = Object.values(KINDS).find(({ matches }) => matches(operand)) ?? KINDS.file;
      const read = kind.read(operand, data.folder);
      if (kind.event === 'link-arrived') this.#link = read;
      else this.#files.push(read);
      events.add(kind.event);
    }
    return [...events];
  }

  /** The link, once. */
  takeLink(): string | null {
    const link = this.#link;
    this.#link = null;
    return link;
  }

  /** The absolute paths of the files, once. They may name anything. */
  takeFiles(): string[] {
    return this.#files.splice(0);
  }
}

/** A URL that names no path of this machine stays as it is, and is then reported as missing. */
function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return resolve('/', url);
  }
}
