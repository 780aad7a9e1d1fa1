/** The functions of a file, sorted by address, one for each address. Addresses are those in the file. */
export interface ElfFunctions {
  /** `full`: from `.symtab`. `exported`: from `.dynsym`, as in a stripped library. `none`: the file has no symbols. */
  origin: 'full' | 'exported' | 'none';
  count: number;
  address: Float64Array;
  /** In bytes; 0 if the file does not say it. */
  size: Float64Array;
  /** Where each name begins in `names`; it ends with 0. */
  nameAt: Uint32Array;
  names: Uint8Array;
}

/** The symbols of functions, in the order of the file. */
export class SymbolColumns {
  count = 0;
  readonly address: Float64Array;
  readonly size: Float64Array;
  readonly nameAt: Uint32Array;
  /** STB_LOCAL 0, STB_GLOBAL 1, STB_WEAK 2. */
  readonly binding: Uint8Array;

  /** @param most a number of symbols that the file does contain */
  constructor(most: number) {
    this.address = new Float64Array(most);
    this.size = new Float64Array(most);
    this.nameAt = new Uint32Array(most);
    this.binding = new Uint8Array(most);
  }
}
