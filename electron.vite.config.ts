import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import { engines } from './package.json';

// Built for the oldest runtimes that we also run on (package.json's oldest Node for the command line; Electron 33,
// whose pages are Chromium 130's), not for what electron-vite derives from the installed version.
const NODE_TARGET = engines.node.replace('>=', 'node');
const CHROME_TARGET = 'chrome130';
const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core') };

/**
 * What dockerode loads for hosts behind ssh and for BuildKit's sessions. We speak to sockets of this machine
 * (core/engines/docker-api/docker.ts refuses others) and build without BuildKit: two thirds of what there would be to load.
 */
const NEVER_CALLED = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'];
const withoutNeverCalled: Plugin = {
  name: 'without-never-called',
  enforce: 'pre',
  resolveId: (id) => (NEVER_CALLED.includes(id) ? '\0never-called' : null),
  load: (id) => (id === '\0never-called' ? 'module.exports = {};' : null),
};

/**
 * The program that runs as root: one file with all that it needs in it, so that what root runs is one file to look at, and
 * nothing that another part of the build changes is loaded by it.
 */
const helperBeside: Plugin = {
  name: 'helper-beside',
  apply: 'build',
  async closeBundle() {
    await build({
      configFile: false,
      logLevel: 'warn',
      resolve: { alias },
      ssr: { noExternal: true },
      build: {
        target: NODE_TARGET,
        outDir: resolve(import.meta.dirname, 'out/helper'),
        emptyOutDir: true,
        ssr: source('helper/main.ts'),
        rolldownOptions: { output: { format: 'es', entryFileNames: 'helper.mjs', codeSplitting: false } },
      },
    });
  },
};

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [withoutNeverCalled, helperBeside],
    build: {
      target: NODE_TARGET,
      // Bundled: to find and read the packages' hundreds of files took a third of a second of every start.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        // The window's main process, the command line, the watchdog that outlives both for a moment, and the question
        // for the password.
        input: {
          index: source('main/index.ts'),
          cli: source('cli/index.ts'),
          watchdog: source('core/watchdog/watchdog-main.ts'),
          ask: source('core/privilege/ask-main.ts'),
        },
        // Beside the entries: the code finds watchdog, helper and images from its own folder, wherever it is bundled.
        output: { chunkFileNames: '[name]-[hash].js' },
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
      rolldownOptions: {
        input: source('renderer/index.html'),
        output: {
          // zod's setting must be made before any schema is made. An entry runs after the chunks that it imports, so the setting
          // is in zod's own chunk.
          codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|renderer\/parse-without-eval/ }] },
        },
      },
    },
  },
});
