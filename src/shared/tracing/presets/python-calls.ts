import { PYTHON_PROVIDER } from '../../python/python-recording';
import type { PresetDefinition } from '../preset';

/** Calls of Python functions, with their names. Generators begin at each value and end at each yield. */
export const pythonCalls: PresetDefinition = {
  title: 'Python calls',
  shows: 'each call and return of Python functions, in any program that CPython 3.9 or later runs',
  events: [{ pattern: `${PYTHON_PROVIDER}:func*` }],
  contexts: [],
  preloads: ['fork', 'fd'],
};
