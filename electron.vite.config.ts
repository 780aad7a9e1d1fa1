import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Built for the oldest runtime that we also run on (Electron 33: Node 20.18,
// Chromium 130), not for what electron-vite derives from the installed version.
const NODE_TARGET = 'node20.18';
const CHROME_TARGET = 'chrome130';
const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core') };

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      rolldownOptions: {
        // The window's main process, the command line, and the watchdog that outlives both for a moment.
        input: {
          index: source('main/index.ts'),
          cli: source('cli/index.ts'),
          watchdog: source('core/watchdog/watchdog-main.ts'),
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: NODE_TARGET,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        // A sandboxed preload script is loaded as CommonJS only.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      target: CHROME_TARGET,
      minify: true,
      rolldownOptions: { input: source('renderer/index.html') },
    },
  },
});
