import { metadataError } from '../../read-error';
import { checkedAlignment } from '../alignment';
import { checkNesting, MOST_ELEMENTS, type PartsBudget, shownName } from '../bounds';
import {
  type DeclaredClass,
  type DeclaredField,
  type DeclaredOption,
  type DeclaredScalar,
  type DeclaredStruct,
  type DeclaredVariant,
  depthOver,
  type Reference,
} from '../declared';
import type { ByteOrder, IntegerClass } from '../field-class';
import { attributeBlock } from './attributes';
import type { TsdlCursor } from './cursor';
import { enumClass } from './enumeration';
import { isTypeWord } from './keywords';
import { KnownBlocks, scalarBlocks } from './known-blocks';
import { constantInteger, isConstant } from './literals';
import { reference } from './reference';
import { floatClass, integerClass, stringClass } from './scalars';
import { TypeScope } from './type-scope';

const NO_ROLES = { roles: [] };
const NAMED: ReadonlySet<string> = new Set(['struct', 'variant', 'enum']);

/** Reads types of CTF 1.8 metadata (specification 1.8.3, section 4 and appendix C.2), in the scopes of their names. */
export class TsdlTypes {
  #scope = new TypeScope(null);
  readonly #scalars: ReturnType<typeof scalarBlocks>;
  readonly #structs: KnownBlocks<DeclaredStruct>;
  /** Types that were looked up by their names. */
  #lookUps = 0;
  #depth = 0;

  constructor(
    readonly cursor: TsdlCursor,
    /** Undefined where the block `trace` names no byte order. Types that need the byte order are refused then. */
    private readonly native: ByteOrder | undefined,
    readonly budget: PartsBudget,
  ) {
    this.#scalars = scalarBlocks(cursor);
    this.#structs = new KnownBlocks(cursor, 'struct');
  }

  /** Runs `read` in a scope of its own. Types that are declared there are unknown afterwards. */
  inScope<T>(read: () => T): T {
    const outer = this.#scope;
    this.#scope = new TypeScope(outer);
    try {
      return read();
    } finally {
      this.#scope = outer;
    }
  }

  /**
   * Reads `typealias …;`, `typedef …;`, or the declaration of a named type, if one is next.
   * @returns whether one was next
   */
  acceptDeclaration(): boolean {
    const { cursor } = this;
    if (cursor.acceptWord('typealias')) this.#typealias();
    else if (cursor.acceptWord('typedef'))
      this.#declarators(this.type(), 'the name of a type', (name, type, line) => this.#declare(name, type, line));
    else if (NAMED.has(cursor.word() ?? '')) {
      this.type();
      // The semicolon after the bracket may be missing, as babeltrace2 accepts.
      while (cursor.accept(';'));
      return true;
    } else return false;
    cursor.endStatement();
    return true;
  }

  /** Reads a type without the name of a field: `uint8_t`, `struct { … } align(8)`, `enum : uint8_t { … }`. */
  type(): DeclaredClass {
    const { cursor, budget } = this;
    this.#depth += 1;
    checkNesting(this.#depth, cursor.line);
    budget.spend(cursor.line);
    while (cursor.acceptWord('const'));
    const type = this.#type();
    while (cursor.acceptWord('const'));
    this.#depth -= 1;
    return type;
  }

  #type(): DeclaredClass {
    const { cursor } = this;
    const { line } = cursor;
    const word = cursor.word();
    if (word === 'struct' || word === 'variant' || word === 'enum') {
      cursor.next();
      return word === 'struct' ? this.#struct(line) : word === 'variant' ? this.#variant(line) : this.#enum(line);
    }
    if (word === 'integer' || word === 'floating_point' || word === 'string') {
      cursor.next();
      return this.#scalar(word, line);
    }
    return this.#find('type', this.#typeName(), line);
  }

  /** Reads the block of a scalar. */
  #scalar(word: keyof ReturnType<typeof scalarBlocks>, line: number): DeclaredScalar {
    return this.#scalars[word].read(() => {
      const { cursor, native } = this;
      const common = { kind: 'scalar', clock: null, depth: 1, line, ...NO_ROLES } as const;
      if (word === 'string' && !cursor.isMark('{')) return { ...common, class: stringClass() };
      const attributes = attributeBlock(cursor, this.budget);
      if (word === 'integer') return { ...common, ...integerClass(attributes, native) };
      return { ...common, class: word === 'string' ? stringClass(attributes) : floatClass(attributes, native) };
    });
  }

  /** Reads `uint8_t`, `unsigned long` or `void *`. */
  #typeName(): string {
    const { cursor } = this;
    let name = '';
    for (let token = cursor.peek(); token?.kind === 'word' && isTypeWord(token.text); token = cursor.peek()) {
      if (name.length > LONGEST_TYPE_WORDS) throw cursor.error('The name of a type has too many words.');
      name += name === '' ? token.text : ` ${token.text}`;
      cursor.next();
      while (cursor.acceptWord('const'));
    }
    if (name === '') name = cursor.name('a type');
    while (cursor.acceptWord('const'));
    for (let stars = 0; cursor.accept('*'); stars += 1) {
      if (stars > LONGEST_TYPE_WORDS) throw cursor.error('The name of a type has too many words.');
      name += ' *';
      while (cursor.acceptWord('const'));
    }
    return name;
  }

  #typealias(): void {
    const { cursor } = this;
    const type = this.#arrays(this.type());
    const { line } = cursor;
    cursor.expect(':=');
    while (cursor.acceptWord('const'));
    const name = this.#typeName();
    this.#declare(name, this.#arrays(type), line);
  }

  #find(space: Parameters<TypeScope['find']>[0], name: string, line: number): DeclaredClass {
    this.#lookUps += 1;
    return this.#scope.find(space, name, line);
  }

  #declare(name: string, type: DeclaredClass, line: number): void {
    this.#scope.declare('type', name, type, line);
  }

  #struct(line: number): DeclaredClass {
    const { cursor } = this;
    const name = cursor.isName() ? cursor.name('a name') : undefined;
    if (!cursor.isMark('{')) return this.#find('struct', name ?? cursor.name('the name of a struct'), line);
    const before = this.#lookUps;
    // The text of a struct says all about it if its fields are scalars, and no type in it has a name from outside.
    const isAllInText = ({ fields }: DeclaredStruct): boolean =>
      this.#lookUps === before && fields.every((field) => field.class.kind === 'scalar');
    if (name === undefined) return this.#structs.read(() => this.#structBlock(line), isAllInText);
    const struct = this.#structBlock(line);
    this.#scope.declare('struct', name, struct, line);
    return struct;
  }

  #structBlock(line: number): DeclaredStruct {
    const { cursor } = this;
    const fields = this.#fields();
    let minimumAlignment = 1;
    if (cursor.acceptWord('align')) {
      cursor.expect('(');
      minimumAlignment = checkedAlignment(constantInteger(cursor), line);
      cursor.expect(')');
    }
    const depth = depthOver(
      fields.map((field) => field.class),
      line,
    );
    return { kind: 'struct', fields, minimumAlignment, depth, line, ...NO_ROLES };
  }

  #variant(line: number): DeclaredVariant {
    const { cursor } = this;
    const name = cursor.isName() ? cursor.name('a name') : undefined;
    let selector: Reference | null = null;
    if (cursor.accept('<')) {
      selector = reference(cursor, this.budget);
      cursor.expect('>');
    }
    if (!cursor.isMark('{')) {
      const declared = this.#find('variant', name ?? cursor.name('the name of a variant'), line);
      if (declared.kind !== 'variant') throw metadataError('A variant was expected.', line);
      return selector ? { ...declared, selector } : declared;
    }
    const options: DeclaredOption[] = this.#fields().map((field) => ({ ...field, ranges: null }));
    if (options.length === 0) throw metadataError('A variant has no option.', line);
    const depth = depthOver(
      options.map((option) => option.class),
      line,
    );
    const variant: DeclaredVariant = { kind: 'variant', selector, options, depth, line, ...NO_ROLES };
    if (name !== undefined) this.#scope.declare('variant', name, variant, line);
    return variant;
  }

  #enum(line: number): DeclaredClass {
    const { cursor } = this;
    const name = cursor.isName() ? cursor.name('a name') : undefined;
    const hasType = cursor.accept(':');
    if (!hasType && !cursor.isMark('{'))
      return this.#find('enum', name ?? cursor.name('the name of an enumeration'), line);
    // An enumeration without type has the type `int`, which the metadata must declare (CTF 1.8.3, section 4.1.8).
    const container = hasType ? this.type() : this.#find('type', 'int', line);
    if (container.kind !== 'scalar' || container.class.kind !== 'integer')
      throw metadataError('The type of an enumeration is no integer.', line);
    const type = enumClass(cursor, container.class satisfies IntegerClass, this.budget);
    const declared: DeclaredScalar = { ...container, class: type, line };
    if (name !== undefined) this.#scope.declare('enum', name, declared, line);
    return declared;
  }

  /** Reads `{ TYPE NAME; … }`, with declarations in between. */
  #fields(): DeclaredField[] {
    const { cursor } = this;
    const fields = new Map<string, DeclaredField>();
    cursor.expect('{');
    this.inScope(() => {
      while (cursor.accept(';'));
      while (!cursor.accept('}')) {
        if (cursor.isWord('typealias') || cursor.isWord('typedef')) {
          this.acceptDeclaration();
          continue;
        }
        const type = this.type();
        // A named type can be declared without a field.
        if (!cursor.isMark(';'))
          this.#declarators(type, 'the name of a field', (name, fieldType, line) => {
            if (fields.has(name)) throw metadataError(`The field \`${shownName(name)}\` occurs twice.`, line);
            fields.set(name, { name, class: fieldType });
          });
        cursor.endStatement();
      }
    });
    return [...fields.values()];
  }

  /** Reads `NAME[LENGTH]…, NAME, …`. */
  #declarators(
    type: DeclaredClass,
    what: 'the name of a field' | 'the name of a type',
    declare: (name: string, type: DeclaredClass, line: number) => void,
  ): void {
    const { cursor } = this;
    do {
      const { line } = cursor;
      this.budget.spend(line);
      const name = cursor.name(what, what === 'the name of a field');
      declare(name, this.#arrays(type), line);
    } while (cursor.accept(','));
  }

  /** Reads `[LENGTH]…`; the first length is the outermost. */
  #arrays(element: DeclaredClass): DeclaredClass {
    const { cursor } = this;
    if (!cursor.isMark('[')) return element;
    const { line } = cursor;
    const lengths: (number | Reference)[] = [];
    while (cursor.accept('[')) {
      this.budget.spend(line);
      lengths.push(this.#length());
      cursor.expect(']');
      checkNesting(lengths.length, line);
    }
    return lengths.reduceRight<DeclaredClass>(
      (inner, length) => ({
        ...{ kind: 'array', element: inner, length, minimumAlignment: 1, depth: depthOver([inner], line), line },
        ...NO_ROLES,
      }),
      element,
    );
  }

  #length(): number | Reference {
    const { cursor } = this;
    if (!isConstant(cursor)) return reference(cursor, this.budget);
    const { line } = cursor;
    const length = constantInteger(cursor);
    if (length < 0n) throw metadataError('The length of an array is negative.', line);
    if (length > MOST_ELEMENTS) throw metadataError('The length of an array does not fit in 32 bits.', line);
    return Number(length);
  }
}

/** In characters; C has no type of more than four words. */
const LONGEST_TYPE_WORDS = 64;
