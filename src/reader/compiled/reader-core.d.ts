/** The compiled sources of `src/reader/assembly`, made by scripts/build/reader-core-plugin.mjs. */
declare module 'virtual:reader-core' {
  /** A WebAssembly module in base64. */
  export const coreBase64: string;
}
