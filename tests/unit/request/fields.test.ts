import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeOf, longNameOf } from '@shared/request/fields/cli-codecs';
import { fieldAt, REQUEST_FIELDS } from '@shared/request/fields/sections';
import { describe, expect, it } from 'vitest';
import { texts } from '../../../src/renderer/texts/en';
import { labelOfField } from '../../../src/renderer/texts/label-of-field';

const RECORD = join(import.meta.dirname, '../../../src/renderer/views/record');
const COMPONENTS = readdirSync(RECORD, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => readFileSync(join(RECORD, path), 'utf8'));
const shows = (component: string, path: string): boolean =>
  component.includes(`fields['${path}']`) || new RegExp(`fields\\.${path}\\b`).test(component);

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

  it('have a label in the catalogue, and a component that shows it', () => {
    for (const path of REQUEST_FIELDS.map(({ draftPath }) => draftPath.join('.'))) {
      expect(texts.record.fields).toHaveProperty([path]);
      expect(
        COMPONENTS.some((text) => shows(text, path)),
        path,
      ).toBe(true);
    }
  });

  it('name an error in a part of them by their label', () => {
    const { fields } = texts.record;
    expect(labelOfField('env.0.name')).toBe(fields.env);
    expect(labelOfField('recording.events.1.pattern')).toBe(fields['recording.events']);
    expect(labelOfField('recording.kernel.tracepoints.0')).toBe(fields['recording.kernel.tracepoints']);
    expect(labelOfField('recording')).toBe(fields.recording);
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
