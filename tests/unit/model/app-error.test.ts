import { AppError, errorCodeSchema, errorDataSchema, exitCodeOf, toAppError } from '@shared/model/app-error';
import { describe, expect, it } from 'vitest';

describe('an error', () => {
  it('is the same after it crossed a process border', () => {
    const error = new AppError('missing', 'Not there.', { hint: 'Get it.', detail: 'ENOENT', cause: new Error('x') });
    const data = errorDataSchema.parse(JSON.parse(JSON.stringify(error.toData())));
    expect(data).toEqual({ code: 'missing', message: 'Not there.', hint: 'Get it.', detail: 'ENOENT' });
    expect(AppError.fromData(data).toData()).toEqual(data);
    expect(new AppError('bug', 'Only this.').toData()).toEqual({ code: 'bug', message: 'Only this.' });
  });

  it('is created from any thrown value, once', () => {
    const known = new AppError('denied', 'No.');
    expect(toAppError(known)).toBe(known);
    expect(toAppError(Object.assign(new Error('x'), { name: 'AbortError' })).code).toBe('cancelled');
    expect(toAppError(new TypeError('odd'))).toMatchObject({ code: 'bug', message: 'odd' });
    expect(toAppError('text')).toMatchObject({ code: 'bug', message: 'text' });
  });

  it('gives each code an exit status', () => {
    expect(errorCodeSchema.options.map((code) => [code, exitCodeOf(code)])).toEqual([
      ['cancelled', 130],
      ['config', 2],
      ['missing', 3],
      ['denied', 3],
      ['command', 1],
      ['cleanup', 1],
      ['bug', 1],
    ]);
  });
});
