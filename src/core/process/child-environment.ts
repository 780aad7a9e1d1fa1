import { mark } from './detached';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Variables that are ours, or that a process of Electron has for itself. ELECTRON_RUN_AS_NODE makes an Electron program plain
 * Node; NODE_CHANNEL_FD names a descriptor of this process (nodejs.org, child_process, "options.stdio"); Electron sets
 * CHROME_DESKTOP.
 */
const OURS = /^(ELECTRON_|CONTAINERS_TRACE_|CHROME_DESKTOP$|NODE_CHANNEL_)/;

/** The user's environment: what this process was started with, without the variables that are ours or Electron's. */
export const usersEnvironment = (env: Variables = process.env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0])),
  );

/** What a program needs to find other programs, its files and its user. */
const KEPT = ['PATH', 'LD_LIBRARY_PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_RUNTIME_DIR'] as const;

/** UTF-8 for names, English for words. LANGUAGE stays out: gettext(3) prefers it to every locale but plain C. */
const PLAIN_LOCALE = { LC_ALL: 'C.UTF-8' } as const;

/**
 * The environment of a program that is not ours. Each call that starts one says which of the two it is, and the compiler
 * refuses a call that does not: nothing else makes a `ChildEnvironment`.
 */
export class ChildEnvironment {
  /** Private, so that an object of the same shape is none. */
  readonly #variables: Readonly<Record<string, string>>;

  private constructor(variables: Readonly<Record<string, string>>) {
    this.#variables = variables;
  }

  /**
   * For a program whose output or status we read. Variables that change what a program prints or does (locale,
   * BABELTRACE_TERM_COLOR, POSIXLY_CORRECT, TAR_OPTIONS, XZ_OPT, LS_COLORS, TZ…) do not reach it.
   * @param added what this call sets
   * @param inherited names of further variables that the program takes from the user by its own documentation
   */
  static known(added: Readonly<Record<string, string>> = {}, inherited: readonly string[] = []): ChildEnvironment {
    const users = usersEnvironment();
    const kept = [...KEPT, ...inherited].flatMap((name) => (users[name] === undefined ? [] : [[name, users[name]]]));
    return new ChildEnvironment({ ...Object.fromEntries(kept), ...PLAIN_LOCALE, ...added });
  }

  /**
   * For a program that the user sets up by variables: the traced one, a container engine, the viewer.
   * @param added what this call sets; variables of ours among it reach the program: an Apptainer container is known by them
   */
  static users(added: Readonly<Record<string, string>> = {}, inherited: Variables = process.env): ChildEnvironment {
    return new ChildEnvironment({ ...usersEnvironment(inherited), ...added });
  }

  /**
   * Its variables and the mark of our process. Pass them whole (`extendEnv: false` in execa), or the program gets the
   * environment of this process as well.
   */
  marked(): Record<string, string> {
    return { ...this.#variables, ...mark() };
  }
}

/**
 * Settings of the Node that the user started. A program of ours starts in the root folder and on no terminal: a module that
 * NODE_OPTIONS names by a relative path is not found there, --inspect-brk waits for ever, and Electron refuses some options.
 */
const OF_ANOTHER_NODE = /^NODE_/;

/** The environment of a program of ours, run by this very runtime: that of this process, in Electron as plain Node. */
export const ownEnvironment = (added: Variables = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_ANOTHER_NODE.test(name))),
  ...added,
  ELECTRON_RUN_AS_NODE: '1',
});
