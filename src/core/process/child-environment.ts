import { mark } from './apart';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables that are ours, or that a process of Electron has for itself. ELECTRON_RUN_AS_NODE makes an Electron program plain
 * Node; NODE_CHANNEL_FD names a descriptor of this process (nodejs.org, child_process, "options.stdio"); Electron sets
 * CHROME_DESKTOP.
 */
const OURS = /^(ELECTRON_|CONTAINERS_TRACE_|CHROME_DESKTOP$|NODE_CHANNEL_)/;

/** The user's environment: what this process was started with, without the variables that are ours or Electron's. */
export const usersEnvironment = (env: Environment = process.env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0])),
  );

/**
 * The environment of a program that is not ours: the user's environment, what the caller adds, and the mark of our process.
 * Pass it whole (`extendEnv: false` in execa), or the program gets the environment of this process as well.
 * @param added may set variables of ours: an Apptainer container is known by them
 */
export const childEnvironment = (added: Environment = {}, inherited: Environment = process.env): NodeJS.ProcessEnv => ({
  ...usersEnvironment(inherited),
  ...added,
  ...mark(),
});

/** The environment of a program of ours, run by this very runtime: all of this process's, in Electron as plain Node. */
export const ownEnvironment = (added: Environment = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ...added,
  ELECTRON_RUN_AS_NODE: '1',
});
