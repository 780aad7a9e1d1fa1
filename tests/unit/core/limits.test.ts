import { LIMITS_ENV, limitsFrom } from '@core/limits';
import { expect, it } from 'vitest';

it('has the default limits without the variable', () => {
  expect(limitsFrom({})).toEqual(limitsFrom({ [LIMITS_ENV]: '' }));
  expect(limitsFrom({}).tracerCall).toBeGreaterThan(limitsFrom({}).tracerAnswer);
});

it('takes a limit from the environment', () => {
  expect(limitsFrom({ [LIMITS_ENV]: '{"tracerCall":4000}' })).toEqual({ ...limitsFrom({}), tracerCall: 4000 });
});

it.each(['nonsense', '{"tracerCal":4000}', '{"tracerCall":0}', '{"tracerCall":"4000"}', '[]'])('refuses %s', (text) => {
  expect(() => limitsFrom({ [LIMITS_ENV]: text })).toThrow(expect.objectContaining({ code: 'config' }));
});
