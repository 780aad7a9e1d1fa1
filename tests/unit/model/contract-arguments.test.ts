import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { argumentsWithUnknownId, goodArguments, wrongArguments } from '../../setup/contract-arguments';

describe('arguments made from a schema', () => {
  it('are good, also where rules stand behind the types', () => {
    const schema = z.object({
      path: z.string().startsWith('/'),
      name: z.string().refine((name) => name === 'functions'),
      days: z.number().int().min(30),
      kind: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), list: z.array(z.boolean()).min(1) })]),
    });
    expect(schema.safeParse(goodArguments(schema)).success).toBe(true);
  });

  it('cannot be made for what nobody can know: that fails, and does not pass by', () => {
    const odd = z.object({ word: z.string().refine((word) => word === 'open sesame') });
    expect(() => goodArguments(odd)).toThrow(/No good arguments/);
  });

  it('find a field that takes anything', () => {
    expect(() => wrongArguments(z.object({ config: z.unknown() }))).toThrow(/config takes nearly anything/);
    expect(() => wrongArguments(z.any())).toThrow(/the arguments takes nearly anything/);
  });

  it('name what is not there wherever a channel takes an id', () => {
    expect(argumentsWithUnknownId(z.object({ runId: z.string(), title: z.string() }))).toMatchObject({
      runId: '20200101-000000-000000',
    });
    expect(argumentsWithUnknownId(z.object({ ids: z.array(z.string()) }))).toEqual({ ids: ['20200101-000000-000000'] });
    expect(argumentsWithUnknownId(z.null())).toBeUndefined();
  });
});
