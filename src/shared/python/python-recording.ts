import type { EnvVariable } from '../engines/container-spec';

/** The tracepoint provider of src/python. */
export const PYTHON_PROVIDER = 'containers_trace_python';

/** The folder with the files for Python, in the folder of the gate or of the payload. */
export const PYTHON_FOLDER = 'python';

/** What is recorded of Python programs, with the events that ask for it. */
const PARTS = {
  calls: ['func_entry', 'func_exit'],
  logs: ['log'],
} as const satisfies Record<string, readonly string[]>;
export type PythonPart = keyof typeof PARTS;
const PART_NAMES = Object.keys(PARTS) as PythonPart[];

/** Tells the program what to record. src/python/sitecustomize.py reads it. */
const PARTS_VARIABLE = 'CONTAINERS_TRACE_PYTHON';
const PATH_VARIABLE = 'PYTHONPATH';

/**
 * The parts that a recording asks for. Only patterns that name the provider ask for one, since recorded calls slow every Python program
 * down. `*` does not.
 */
export function pythonParts(events: readonly { pattern: string }[]): PythonPart[] {
  const wanted = events.flatMap(({ pattern }) => {
    const [provider, event = ''] = pattern.split(':');
    return provider === PYTHON_PROVIDER ? [event] : [];
  });
  const asksFor = (name: string): boolean =>
    wanted.some((event) => (event.endsWith('*') ? name.startsWith(event.slice(0, -1)) : name === event));
  return PART_NAMES.filter((part) => PARTS[part].some(asksFor));
}

interface PythonSetting {
  parts: readonly PythonPart[];
  /** The folder that contains PYTHON_FOLDER, as the program sees it; undefined if it cannot be mounted. */
  folder: string | undefined;
  /** Variables that the user sets for the program. */
  userEnv: readonly EnvVariable[];
  /** PYTHONPATH of the image, or of this machine for a program outside of containers. */
  ownPath: string | undefined;
}

/** The variables with which Python programs are recorded. They are added to the user's; PYTHONPATH replaces the user's and keeps its folders. */
export function pythonEnv({ parts, folder, userEnv, ownPath }: PythonSetting): EnvVariable[] {
  if (parts.length === 0 || folder === undefined) return [];
  const theirs = userEnv.find(({ name }) => name === PATH_VARIABLE);
  const own = theirs?.value ?? ownPath ?? '';
  return [
    { name: PARTS_VARIABLE, value: parts.join(','), secret: false },
    // An empty entry would be the working directory.
    {
      name: PATH_VARIABLE,
      value: [`${folder}/${PYTHON_FOLDER}`, ...(own === '' ? [] : [own])].join(':'),
      secret: theirs?.secret ?? false,
    },
  ];
}

/** The user's variables without those that pythonEnv replaces. */
export const withoutPythonPath = (env: readonly EnvVariable[], added: readonly EnvVariable[]): EnvVariable[] =>
  added.some(({ name }) => name === PATH_VARIABLE) ? env.filter(({ name }) => name !== PATH_VARIABLE) : [...env];
