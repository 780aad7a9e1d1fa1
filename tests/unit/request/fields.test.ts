import { attributeOf, longNameOf } from '@shared/request/fields/cli-codecs';
import { fieldAt, REQUEST_FIELDS } from '@shared/request/fields/sections';
import { describe, expect, it } from 'vitest';
import { texts } from '../../../src/renderer/texts/en';

const repeated = (values: readonly unknown[]): unknown[] => values.filter((one, at) => values.indexOf(one) !== at);

describe('the fields of a request', () => {
  it('have unique positions and keys in the form', () => {
    expect(repeated(REQUEST_FIELDS.map(({ order }) => order))).toEqual([]);
    expect(repeated(REQUEST_FIELDS.map(({ draftPath }) => draftPath.join('.')))).toEqual([]);
  });

  it('have unique options on the command line, each with a help text and an attribute', () => {
    const options = REQUEST_FIELDS.flatMap(({ cli }) => cli?.options ?? []);
    expect(options.length).toBeGreaterThan(30);
    expect(repeated(options.map(longNameOf))).toEqual([]);
    expect(repeated(options.map(attributeOf))).toEqual([]);
    expect(options.filter(({ help }) => help === '')).toEqual([]);
  });

  it('have an empty value that the form can store', () => {
    for (const { draft, draftPath } of REQUEST_FIELDS)
      expect(draft.schema.safeParse(draft.empty).success, draftPath.join('.')).toBe(true);
  });

  it('have a name in the catalogue, for the form or for one of its sections', () => {
    for (const { draftPath } of REQUEST_FIELDS) expect(texts.record.fields).toHaveProperty([draftPath[0] ?? '']);
  });

  it('are found by the path of an error, the deeper one first', () => {
    expect(fieldAt(['recording', 'kernel', 'contexts', 0])).toMatchObject({
      field: { path: ['recording', 'kernel', 'contexts'] },
      rest: ['0'],
    });
    expect(fieldAt(['recording', 'contexts', 0])?.field.path).toEqual(['recording', 'contexts']);
    expect(fieldAt(['recording'])).toBeUndefined();
  });
});
