import { once } from '@shared/model/once';
import { withMemoryLimit } from './memory-limit';

/** What the module of gecko-profiler-demangle exports; made by wasm-bindgen, whose glue code does not run in Node as it is. */
interface Exports {
  memory: WebAssembly.Memory;
  demangle_any(address: number, bytes: number): [address: number, bytes: number];
  __wbindgen_malloc(bytes: number, alignment: number): number;
  __wbindgen_free(address: number, bytes: number, alignment: number): void;
}

/** Itanium C++ and Rust legacy (`_Z`), Rust v0 (`_R`), Microsoft C++ (`?`). */
const MANGLED = /^(_Z|_R|\?)/;
/** Longer mangled names are shown as they are. */
const LONGEST_RAW = 8_192;
/** No name that a person reads is longer. */
const LONGEST_NAME = 16_384;
/**
 * A mangled name of 200 characters can stand for gigabytes of text, because it refers to its own parts. The module then runs
 * out of memory, 8 MiB, within some 100 ms.
 */
const MOST_PAGES = 128;
/** After so many names that are too long, the remaining names of the trace are shown as they are. */
const MOST_REFUSED = 20;

export type Demangle = (rawName: string) => string;

let compiled: WebAssembly.Module | undefined;
const loadSource = once(() => import('virtual:demangler'));

/**
 * Loads the demangler for C++ and Rust. Names that are not mangled, or too long, are returned as they are. The module is compiled with
 * the first mangled name: programs in C have none.
 */
export async function loadDemangler(): Promise<Demangle> {
  const { demanglerBase64 } = await loadSource();
  return demanglerOf(() => {
    compiled ??= new WebAssembly.Module(
      withMemoryLimit(Buffer.from(demanglerBase64, 'base64'), MOST_PAGES) as Uint8Array<ArrayBuffer>,
    );
    return compiled;
  });
}

function demanglerOf(module: () => WebAssembly.Module): Demangle {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let instance: Exports | undefined;
  let refused = 0;
  return (rawName) => {
    if (!MANGLED.test(rawName) || rawName.length > LONGEST_RAW || refused >= MOST_REFUSED) return rawName;
    try {
      instance ??= instanceOf(module());
      const raw = encoder.encode(rawName);
      const from = instance.__wbindgen_malloc(raw.length, 1) >>> 0;
      new Uint8Array(instance.memory.buffer).set(raw, from); // the module frees it
      const [address, length] = instance.demangle_any(from, raw.length);
      const name =
        length <= LONGEST_NAME
          ? decoder.decode(new Uint8Array(instance.memory.buffer, address >>> 0, length))
          : undefined;
      instance.__wbindgen_free(address, length, 1);
      if (name === undefined) refused += 1;
      // Of a name that is not valid, the module only removes the underscore.
      return name === undefined || name === rawName.slice(1) ? rawName : name;
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
      // The module ran out of memory or stack, and cannot be used any more.
      instance = undefined;
      refused += 1;
      return rawName;
    }
  };
}

function instanceOf(module: WebAssembly.Module): Exports {
  // The table is for values of JavaScript, which this module does not use.
  const imports = { './index_bg.js': { __wbindgen_init_externref_table: () => undefined } };
  return new WebAssembly.Instance(module, imports).exports as unknown as Exports;
}
