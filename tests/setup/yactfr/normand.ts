import { BitWriter } from '../bit-writer';
import { evaluate } from './expression';

interface Scope {
  labels: Map<string, number>;
  arguments: ReadonlyMap<string, number | bigint>;
}

interface Macro {
  parameters: string[];
  body: string;
}

/**
 * Bytes that a text of Normand describes (https://github.com/efficios/normand), as far as yactfr's tests use the language.
 * Reads the text twice, since an expression may name a label below it.
 */
export function normandBytes(text: string): Uint8Array {
  const labels = new Map<string, number>();
  new Normand(labels).run(text, new Map());
  return new Normand(labels).run(text, new Map());
}

class Normand {
  #writer = new BitWriter();
  #order: 'little' | 'big' = 'big';
  readonly #variables = new Map<string, number>();
  readonly #macros = new Map<string, Macro>();

  constructor(private readonly labels: Map<string, number>) {}

  run(text: string, parameters: Scope['arguments']): Uint8Array {
    this.#items(text.replaceAll(/#[^\n]*/g, ''), { labels: this.labels, arguments: parameters });
    return this.#writer.toBytes();
  }

  #items(text: string, scope: Scope): void {
    let rest = text;
    const take = (pattern: RegExp): RegExpExecArray | null => {
      const match = new RegExp(pattern.source, 'y').exec(rest);
      if (match !== null) rest = rest.slice(match[0].length);
      return match;
    };
    for (;;) {
      take(/[\s():\-;,.]*/);
      if (rest === '') return;
      let match = take(/!(be|le)\b/);
      if (match) {
        this.#order = match[1] === 'be' ? 'big' : 'little';
        continue;
      }
      match = take(/!macro\s+(\w+)\(([^)]*)\)([\s\S]*?)!end/);
      if (match) {
        const parameters = (match[2] ?? '').split(',').map((name) => name.trim());
        this.#macros.set(match[1] ?? '', { parameters, body: match[3] ?? '' });
        continue;
      }
      match = take(/!repeat (\d+)([\s\S]*?)!end/);
      if (match) {
        for (let round = 0; round < Number(match[1]); round++) this.#items(match[2] ?? '', scope);
        continue;
      }
      match = take(/\{(\w+) = ([^}]+)\}/);
      if (match) {
        this.#variables.set(match[1] ?? '', Number(this.#value(match[2] ?? '', scope)));
        continue;
      }
      match = take(/u8\{str\((\w+)\)\}/);
      if (match) {
        this.#text(String(this.#variables.get(match[1] ?? '') ?? ''), 8, 'big');
        continue;
      }
      match = take(/m:(\w+)\(([^)]*)\)/);
      if (match) {
        this.#expand(match[1] ?? '', (match[2] ?? '').split(','), scope);
        continue;
      }
      match = take(/<(\w+)>/);
      if (match) {
        this.labels.set(match[1] ?? '', this.#writer.position / 8);
        continue;
      }
      match = take(/@(\d+)/);
      if (match) {
        this.#writer.align(Number(match[1]));
        continue;
      }
      match = take(/\[([^:\]]+):\s*(\d+)(be|le)?\s*\]/);
      if (match) {
        this.#number(match[1] ?? '', Number(match[2]), match[3], scope);
        continue;
      }
      match = take(/\[([^:\]]+):\s*([us])leb128\s*\]/);
      if (match) {
        this.#writer.leb128(BigInt((match[1] ?? '').trim()), match[2] === 's');
        continue;
      }
      match = take(/(?:u(8|16|32)(be|le)?\s*)?"((?:[^"\\]|\\.)*)"/);
      if (match) {
        this.#text(match[3] ?? '', Number(match[1] ?? 8), match[2] === 'be' ? 'big' : 'little');
        continue;
      }
      match = take(/\$(-?\d+)/);
      if (match) {
        this.#writer.integer(Number(match[1]), 8, 'little');
        continue;
      }
      match = take(/%+/);
      if (match) {
        const count = match[0].length * 8;
        for (let bits = 0; bits < count; bits++) {
          const bit = take(/[\s:-]*([01])/)?.[1];
          if (bit === undefined) throw new Error(`expected a bit at ${rest.slice(0, 20)}`);
          this.#writer.integer(Number(bit), 1, 'big');
        }
        continue;
      }
      match = take(/([0-9a-fA-F])\s*([0-9a-fA-F])/);
      if (match === null) throw new Error(`Normand that this test does not know: ${rest.slice(0, 20)}`);
      this.#writer.integer(Number.parseInt(`${match[1]}${match[2]}`, 16), 8, 'little');
    }
  }

  #expand(name: string, values: readonly string[], scope: Scope): void {
    const macro = this.#macros.get(name);
    if (macro === undefined) throw new Error(`no macro ${name}`);
    const parameters = new Map(macro.parameters.map((key, index) => [key, this.#value(values[index] ?? '', scope)]));
    this.#items(macro.body, { ...scope, arguments: parameters });
  }

  #value(expression: string, scope: Scope): number | bigint {
    return evaluate(
      expression,
      (name) => scope.arguments.get(name) ?? this.#variables.get(name) ?? scope.labels.get(name) ?? 0,
    );
  }

  #number(expression: string, bits: number, order: string | undefined, scope: Scope): void {
    const chosen = order === undefined ? this.#order : order === 'be' ? 'big' : 'little';
    const value = this.#value(expression, scope);
    if (!/\d\./.test(expression)) {
      this.#writer.integer(value, bits, chosen);
      return;
    }
    const view = new DataView(new ArrayBuffer(8));
    if (bits === 32) view.setFloat32(0, Number(value));
    else view.setFloat64(0, Number(value));
    this.#writer.integer(bits === 32 ? view.getUint32(0) : view.getBigUint64(0), bits, chosen);
  }

  #text(escaped: string, unitBits: number, order: 'little' | 'big'): void {
    const text = escaped.replaceAll(/\\(.)/g, (_, char: string) => ({ '0': '\0', n: '\n', t: '\t' })[char] ?? char);
    if (unitBits === 8) this.#writer.bytes(new TextEncoder().encode(text));
    else for (const char of text) this.#writer.integer(char.codePointAt(0) ?? 0, unitBits, order);
  }
}
