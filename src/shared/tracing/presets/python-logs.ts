import { PYTHON_PROVIDER } from '../../python/python-recording';
import type { PresetDefinition } from '../preset';

/** Records of Python's module logging that pass the level and the filters of their logger. */
export const pythonLogs: PresetDefinition = {
  title: 'Python logs',
  shows: 'each message of the module logging, in any program that CPython 3.9 or later runs',
  events: [{ pattern: `${PYTHON_PROVIDER}:log` }],
  contexts: [],
  preloads: ['fork', 'fd'],
};
