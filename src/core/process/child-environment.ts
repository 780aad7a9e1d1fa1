import { mark } from './detached';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Variables of this app and of Electron. ELECTRON_RUN_AS_NODE makes an Electron program run as plain Node. NODE_CHANNEL_FD
 * names a descriptor of this process (nodejs.org, child_process, "options.stdio"). Electron sets CHROME_DESKTOP.
 */
const OURS = /^(ELECTRON_|CONTAINERS_TRACE_|CHROME_DESKTOP$|NODE_CHANNEL_)/;

/** The environment of this process without the variables of this app and of Electron. */
export const usersEnvironment = (env: Variables = process.env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0])),
  );

/** Variables that a program needs to find other programs, its files and its user. */
const KEPT = ['PATH', 'LD_LIBRARY_PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_RUNTIME_DIR'] as const;

/** UTF-8 file names and English messages. LANGUAGE is dropped, since gettext(3) prefers it to every locale except plain C. */
const PLAIN_LOCALE = { LC_ALL: 'C.UTF-8' } as const;

/**
 * The environment of an external program. Each caller must select one of the two kinds, `known` or `users`; the compiler
 * refuses anything else.
 */
export class ChildEnvironment {
  /** Private, so that the compiler does not accept an object of the same shape. */
  readonly #variables: Readonly<Record<string, string>>;

  private constructor(variables: Readonly<Record<string, string>>) {
    this.#variables = variables;
  }

  /**
   * For a program whose output or status the app reads. Drops variables that change the output or behaviour (locale,
   * BABELTRACE_TERM_COLOR, POSIXLY_CORRECT, TAR_OPTIONS, XZ_OPT, LS_COLORS, TZ…).
   * @param added variables to set
   * @param inherited names of further variables that the program's documentation lets the user set
   */
  static known(added: Readonly<Record<string, string>> = {}, inherited: readonly string[] = []): ChildEnvironment {
    const users = usersEnvironment();
    const kept = [...KEPT, ...inherited].flatMap((name) => (users[name] === undefined ? [] : [[name, users[name]]]));
    return new ChildEnvironment({ ...Object.fromEntries(kept), ...PLAIN_LOCALE, ...added });
  }

  /**
   * For a program that the user configures by variables: the traced program, a container engine, the viewer.
   * @param added variables to set, including variables of this app, which identify an Apptainer container
   */
  static users(added: Readonly<Record<string, string>> = {}, inherited: Variables = process.env): ChildEnvironment {
    return new ChildEnvironment({ ...usersEnvironment(inherited), ...added });
  }

  /**
   * The variables, with the owner mark of this process. Pass `extendEnv: false` to execa, otherwise the program gets the
   * environment of this process as well.
   */
  marked(): Record<string, string> {
    return { ...this.#variables, ...mark() };
  }
}

/**
 * Node settings of the user. The app's helper programs start in the root folder without a terminal. There, a module with a
 * relative path in NODE_OPTIONS is not found, --inspect-brk waits forever, and Electron refuses some options.
 */
const USERS_NODE_SETTINGS = /^NODE_/;

/** The environment of a helper program of this app, run by the same runtime; Electron runs it as plain Node. */
export const ownEnvironment = (added: Variables = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !USERS_NODE_SETTINGS.test(name))),
  ...added,
  ELECTRON_RUN_AS_NODE: '1',
});
