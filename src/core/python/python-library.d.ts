/** The files of src/python, see scripts/build/python-plugin.mjs. */
declare module 'virtual:python' {
  /** The compiled module. */
  export const moduleBase64: string;
  export const sitecustomize: string;
}
