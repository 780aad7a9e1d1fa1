import { expect, it } from 'vitest';
import { readinessOf, reportWithTracer } from '../../../src/renderer/views/record/images/readiness-of';
import { PAYLOAD, UNPREPARED } from '../setup/payload-facts';

const HERE = { lttng: '2.13.9', payload: PAYLOAD };

it('an image without a tracer is ready where this machine can lend its own, and cannot be traced otherwise', () => {
  expect(readinessOf(UNPREPARED, HERE)).toEqual({ state: 'ready', tracer: 'payload', problems: [] });
  expect(readinessOf(UNPREPARED, { ...HERE, payload: null })).toMatchObject({ state: 'error', tracer: 'none' });
  expect(readinessOf(null, HERE).state).toBe('unknown');
});

it('details of the recording are those of the tracer that the programs get', () => {
  expect(reportWithTracer(UNPREPARED, HERE)).toMatchObject({ ust: PAYLOAD.ust, preloads: PAYLOAD.preloads });
  const own = { ...UNPREPARED, ust: PAYLOAD.ust, preloads: { fork: 'liblttng-ust-fork.so.1' } };
  expect(reportWithTracer(own, HERE)).toBe(own);
});
