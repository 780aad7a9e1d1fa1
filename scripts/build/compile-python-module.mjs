// Compiles the Python module, src/python: it records the calls and logs of Python programs.
import { compileLibrary, PORTABLE_OPTIONS } from './compile-library.mjs';

/** Of the sources, in the project's folder. */
export const PYTHON_FOLDER = 'src/python';

/** The interpreter provides Python's functions when it loads the module. `-I.`: LTTng's headers include the events again. */
const OPTIONS = [...PORTABLE_OPTIONS, '-I.'];

/**
 * The compiled module for this machine's processor and LTTng-UST.
 * @param {string} root the project's folder
 * @returns {Buffer} a shared object
 * @throws Error without a C compiler or the headers of LTTng-UST
 */
export const compilePythonModule = (root) =>
  compileLibrary(
    root,
    { folder: PYTHON_FOLDER, title: 'the Python module', options: OPTIONS, libraries: ['-llttng-ust'] },
    () => {},
  );
