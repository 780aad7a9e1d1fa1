import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../setup/random-ctf/random';
import { RandomMetadata } from '../setup/random-ctf/random-metadata';
import { renumbered } from '../setup/random-ctf/renumbered';
import { schemaOf } from '../setup/small-metadata';

const SCHEMAS = 400;

describe('a random schema', () => {
  it('is read as it was written, from CTF 1.8 and from CTF 2', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { tsdl, ctf2, schema } = new RandomMetadata(new Random(seed)).write();
        const expected = renumbered(schema);
        expect(renumbered(schemaOf(tsdl))).toEqual(expected);
        expect(renumbered(schemaOf(ctf2))).toEqual(expected);
      }),
      { numRuns: SCHEMAS },
    );
  });
});
