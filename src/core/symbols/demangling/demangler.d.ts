/** The WebAssembly module of gecko-profiler-demangle, made importable by scripts/build/demangler-plugin.mjs. */
declare module 'virtual:demangler' {
  /** In base64. */
  export const demanglerBase64: string;
}
