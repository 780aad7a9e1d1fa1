import { pythonEnv, pythonParts } from '@shared/python/python-recording';
import { findPreset } from '@shared/tracing/presets';
import { describe, expect, it } from 'vitest';

const partsOf = (...patterns: string[]) => pythonParts(patterns.map((pattern) => ({ pattern })));

describe('what is recorded of Python programs', () => {
  it.each([
    ['python-calls', ['calls']],
    ['python-logs', ['logs']],
    ['functions', []],
    ['everything', []],
  ] as const)('by the preset %s', (preset, expected) =>
    expect(pythonParts(findPreset(preset)?.events ?? [])).toEqual(expected),
  );

  it.each([
    [['containers_trace_python:*'], ['calls', 'logs']],
    [['containers_trace_python:log', 'lttng_ust_libc:*'], ['logs']],
    [['containers_trace_python:func_exit'], ['calls']],
    [['containers_trace_python:function'], []],
    [['*'], []],
    [['containers_trace*'], []],
  ] as const)('by the events %j', (patterns, expected) => expect(partsOf(...patterns)).toEqual(expected));
});

describe('the variables of a recorded Python program', () => {
  const folder = '/opt/containers-trace';
  const variable = (name: string, value: string, secret = false) => ({ name, value, secret });

  it.each([
    ['of an image without one', undefined, [], '/opt/containers-trace/python', false],
    ['of an image with an empty one', '', [], '/opt/containers-trace/python', false],
    ['of the image', '/app', [], '/opt/containers-trace/python:/app', false],
    ['of the request', '/app', [variable('PYTHONPATH', '/a:/b', true)], '/opt/containers-trace/python:/a:/b', true],
  ] as const)('keep the search path %s', (_what, ownPath, userEnv, value, secret) => {
    const env = pythonEnv({ parts: ['calls', 'logs'], folder, userEnv, ownPath });
    expect(env).toEqual([variable('CONTAINERS_TRACE_PYTHON', 'calls,logs'), variable('PYTHONPATH', value, secret)]);
  });

  it('are none if nothing is recorded, or nothing can be mounted', () => {
    expect(pythonEnv({ parts: [], folder, userEnv: [], ownPath: undefined })).toEqual([]);
    expect(pythonEnv({ parts: ['calls'], folder: undefined, userEnv: [], ownPath: undefined })).toEqual([]);
  });
});
