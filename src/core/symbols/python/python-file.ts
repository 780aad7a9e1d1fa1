import type { LoadedFile } from '../loads/load-map';

/**
 * The numbers of Python's functions in events begin here, see src/python/functions.c. They are above all addresses of programs, the same in
 * all processes, and exact in a double.
 */
export const FIRST_PYTHON_NUMBER = 2 ** 52;

/** A source file of Python, whose functions the trace itself names. No file in memory has this size. */
export const pythonFile = (path: string): LoadedFile => ({
  path,
  buildId: null,
  memoryBytes: FIRST_PYTHON_NUMBER,
  debugLink: null,
});

/** Whether a function's address in events is the number of a function of Python. */
export const isPythonNumber = (address: bigint): boolean =>
  address >= BigInt(FIRST_PYTHON_NUMBER) && address < BigInt(2 * FIRST_PYTHON_NUMBER);

export const isPythonFile = ({ memoryBytes }: LoadedFile): boolean => memoryBytes === FIRST_PYTHON_NUMBER;
