import { containerNameOf, sessionNameOf } from '@shared/model/labels';
import { makeRunId, runIdSchema } from '@shared/model/run-id';
import { leafNameOf } from '@shared/planning/leaf-name';
import { titleOf } from '@shared/planning/title';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configOf, containerConfig } from '../setup/configs';
import { argumentText, isWhole } from '../setup/words';

describe('the name of a leaf', () => {
  it.each([
    ['Demo: five times ls -la', 'Demo-five-times-ls--la'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Größe', 'Grosse'],
    ['Łódź, Ærø', 'Lodz-AEro'],
    ['...', 'trace'],
    ['🦊', 'trace'],
    ['x'.repeat(300), 'x'.repeat(60)],
  ])('%j', (title, name) => {
    expect(leafNameOf(title)).toBe(name);
  });

  it('is one plain file name for any title', () => {
    fc.assert(
      fc.property(argumentText(), (title) => {
        expect(leafNameOf(title)).toMatch(/^[A-Za-z0-9_]([A-Za-z0-9._-]{0,58}[A-Za-z0-9_])?$/);
      }),
    );
  });
});

describe('the title', () => {
  it.each([
    [configOf(), 'ls -la in demo:1'],
    [configOf({ command: [] }), 'demo:1'],
    [containerConfig({ image: 'docker.io/library/debian:bookworm' }), 'ls -la in debian:bookworm'],
    [configOf({ target: { kind: 'host' } }), 'ls -la in this machine'],
    [configOf({ title: '  My\ntrace \u001b[31m' }), 'My trace'],
    [configOf({ title: '\u001b[31m' }), 'Trace'],
  ])('%#', (config, title) => {
    expect(titleOf(config)).toBe(title);
  });

  it('is one bounded line of whole characters without controls', () => {
    fc.assert(
      fc.property(fc.array(argumentText(), { maxLength: 6 }), (command) => {
        const title = titleOf(configOf({ command }));
        expect(title.length).toBeLessThanOrEqual(80);
        expect(isWhole(title)).toBe(true);
        expect(title).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
    expect(isWhole(titleOf(configOf({ command: ['🦊'.repeat(100)] })))).toBe(true);
  });
});

describe('a run id', () => {
  it('consists of the local time and random digits, and is safe as a name', () => {
    const id = makeRunId(new Date(2026, 0, 2, 3, 4, 5), 0xabc);
    expect(id).toBe('20260102-030405-000abc');
    expect(sessionNameOf(id)).toBe('ct-20260102-030405-000abc');
    expect(containerNameOf(id, 12)).toBe('ct-20260102-030405-000abc-12');
  });

  it('has no other form', () => {
    fc.assert(fc.property(fc.nat(), (random) => runIdSchema.safeParse(makeRunId(new Date(), random)).success));
    for (const wrong of [
      '',
      '..',
      '../x',
      '20260102-030405-0A1B2C',
      '20260102-030405-0a1b2c\n',
      '20260102-030405-0a1b2c/..',
    ])
      expect(runIdSchema.safeParse(wrong).success, wrong).toBe(false);
  });
});
