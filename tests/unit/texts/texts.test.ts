import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { texts } from '../../../src/renderer/texts/en';
import { longer } from '../../../src/renderer/texts/pseudo';

const RENDERER = join(import.meta.dirname, '../../../src/renderer');
const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'));

/** Attributes that users see, or that screen readers read. */
const SHOWN =
  /\b(?:title|label|alt|placeholder|aria-label|aria-description|aria-roledescription)="[^"]*\p{L}{2}[^"]*"/gu;

describe('the texts of the window', () => {
  // The linter finds texts between tags (noJsxLiterals).
  it('are in the catalogue, and none is in an attribute', () => {
    const found = sources.flatMap((path) =>
      [...readFileSync(join(RENDERER, path), 'utf8').matchAll(SHOWN)].map(([text]) => `${path}: ${text}`),
    );
    expect(sources.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it('contain no exclamation mark, no "please", and no space at either end', () => {
    const wrong: string[] = [];
    const look = (value: unknown, path: string): void => {
      const text = typeof value === 'function' ? String(value(...Array(value.length).fill('7'))) : value;
      if (typeof text === 'string' && /!|\bplease\b|\boops\b|^\s|\s$|\.\.\./i.test(text))
        wrong.push(`${path}: ${text}`);
      else if (typeof text === 'object' && text !== null)
        for (const [name, part] of Object.entries(text)) look(part, `${path}.${name}`);
    };
    look(texts, 'texts');
    expect(wrong).toEqual([]);
  });
});

describe('the lengthened texts', () => {
  it('are two fifths longer and still contain the inserted values', () => {
    const { plain, made, deep } = longer({
      plain: 'Stop and keep',
      made: (n: string) => `${n} of all`,
      deep: { list: ['one'] },
    });
    expect(plain.length).toBeGreaterThanOrEqual('Stop and keep'.length * 1.4);
    expect(plain).toContain('Stop and keep');
    expect(made('17')).toContain('17 of all');
    expect(deep.list[0]).toMatch(/^one./);
  });
});
