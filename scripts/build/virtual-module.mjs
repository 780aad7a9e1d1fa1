/**
 * Makes a module importable that no file has.
 * @param {string} id what the sources import, `virtual:NAME`
 * @param {(this: import('vite').Rolldown.PluginContext) => Promise<string>} codeOf
 * @returns {import('vite').Plugin}
 */
export function virtualModule(id, codeOf) {
  const resolved = `\0${id}`;
  return {
    name: id.replace('virtual:', ''),
    resolveId: (imported) => (imported === id ? resolved : null),
    async load(loaded) {
      return loaded === resolved ? codeOf.call(this) : null;
    },
  };
}
