/** The compiled library of src/gate, see scripts/build/gate-plugin.mjs. */
declare module 'virtual:gate' {
  export const gateBase64: string;
}
