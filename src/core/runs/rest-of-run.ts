/**
 * Loads the code that a recording needs only after its program has started. Meanwhile an update can replace the app's files, whose
 * names contain a hash, and a removal deletes them. What is loaded before the start of every program is not in this list;
 * tests/unit/runs/rest-of-run.test.ts finds what is missing.
 */
export async function loadRestOfRun(): Promise<typeof import('./read-recording')> {
  const [reader] = await Promise.all([
    import('./read-recording'),
    import('../tracer/mi-reply'),
    import('../symbols/demangling/demangle').then(({ loadDemangler }) => loadDemangler()),
  ]);
  return reader;
}
