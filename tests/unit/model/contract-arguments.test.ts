import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { argumentsWithUnknownId, goodArguments, wrongArguments } from '../../setup/contract-arguments';

describe('arguments made from a schema', () => {
  it('are valid, also for schemas with rules beyond types', () => {
    const schema = z.object({
      path: z.string().startsWith('/'),
      name: z.string().refine((name) => name === 'functions'),
      days: z.number().int().min(30),
      kind: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), list: z.array(z.boolean()).min(1) })]),
    });
    expect(schema.safeParse(goodArguments(schema)).success).toBe(true);
  });

  it('cannot be generated for an unknowable rule, which fails', () => {
    const odd = z.object({ word: z.string().refine((word) => word === 'open sesame') });
    expect(() => goodArguments(odd)).toThrow(/No good arguments/);
  });

  it('find a field that accepts anything', () => {
    expect(() => wrongArguments(z.object({ config: z.unknown() }))).toThrow(/config takes nearly anything/);
    expect(() => wrongArguments(z.any())).toThrow(/the arguments takes nearly anything/);
  });

  it('contain ids that do not exist', () => {
    expect(argumentsWithUnknownId(z.object({ runId: z.string(), title: z.string() }))).toMatchObject({
      runId: '20200101-000000-000000',
    });
    expect(argumentsWithUnknownId(z.object({ ids: z.array(z.string()) }))).toEqual({ ids: ['20200101-000000-000000'] });
    expect(argumentsWithUnknownId(z.null())).toBeUndefined();
  });
});
