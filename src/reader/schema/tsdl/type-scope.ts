import { metadataError } from '../../read-error';
import { shownName } from '../bounds';
import type { DeclaredClass } from '../declared';

type NameSpace = 'type' | 'struct' | 'variant' | 'enum';

/** Names of types in one block. Inner blocks see the names of outer blocks that were declared before (CTF 1.8.3, section 7.3.1). */
export class TypeScope {
  /** Created with the first name, since most blocks declare none. */
  #types: Map<string, DeclaredClass> | null = null;

  constructor(readonly parent: TypeScope | null) {}

  /** @throws ReadError if this block already has the name */
  declare(space: NameSpace, name: string, type: DeclaredClass, line: number): void {
    const key = `${space} ${name}`;
    this.#types ??= new Map();
    if (this.#types.has(key)) throw metadataError(`The ${space} \`${shownName(name)}\` is declared twice.`, line);
    this.#types.set(key, type);
  }

  /** @throws ReadError if no block has the name */
  find(space: NameSpace, name: string, line: number): DeclaredClass {
    const key = `${space} ${name}`;
    for (let scope: TypeScope | null = this; scope; scope = scope.parent) {
      const type = scope.#types?.get(key);
      if (type) return type;
    }
    throw metadataError(`The ${space} \`${shownName(name)}\` is not declared.`, line);
  }
}
