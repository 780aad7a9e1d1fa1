/** Where the compiled scan-worker.ts is, see scripts/build/scan-worker-plugin.mjs. */
declare module 'virtual:scan-worker' {
  export const scanWorkerPath: string;
}
