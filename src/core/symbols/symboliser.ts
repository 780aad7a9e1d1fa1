import type { NameGap } from '@shared/symbols/name-gap';

/** A process as the events name it. Times tell processes apart whose namespace or id was used before. */
export interface ProcessOfAddress {
  /** Inode of the pid namespace; 0 where no event said so. */
  pidNs: number;
  /** -1: unknown. */
  vpid: number;
}

/** The function at an address. */
export interface FunctionName {
  /** Demangled: `std::vector<int>::push_back(int const&)`. */
  name: string;
  /** As in the symbol table. */
  rawName: string;
  /** Path of the program or library in the container. */
  binary: string;
  /** Bytes from the function's begin; 0 for the address of an entry event. */
  offset: number;
}

export interface MissingName {
  name: null;
  gap: NameGap;
  /** Null if the address is in no known file. */
  binary: string | null;
  /** The address in the file's own numbering, as nm(1) shows it; null without a file. */
  fileAddress: number | null;
}

export type FunctionAt = FunctionName | MissingName;

/** Names the functions of one trace. Lookups take microseconds and are cached per file. */
export interface Symboliser {
  /**
   * @param atNs a time at which the process was at the address, in nanoseconds since the begin of the trace. Libraries come
   * and go, programs are replaced by exec, and ids are used again, so it selects among several load addresses.
   */
  functionAt(process: ProcessOfAddress, address: bigint, atNs: number): FunctionAt;
  /** Path of the program that the process ran last; null if no load event names it. */
  executableOf(process: ProcessOfAddress): string | null;
}

/** What is shown for an address: the name, else the file with the address in it, else the address. */
export function labelOf(found: FunctionAt, address: bigint): string {
  if (found.name !== null) return found.name;
  if (found.binary === null || found.fileAddress === null) return `0x${address.toString(16)}`;
  return `${found.binary.slice(found.binary.lastIndexOf('/') + 1)}+0x${found.fileAddress.toString(16)}`;
}
