import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import { engines } from './package.json';

// Build for the oldest supported runtimes instead of the installed version, which electron-vite would use: package.json's
// oldest Node for the command line, and Electron 33, which contains Chromium 130.
const NODE_TARGET = engines.node.replace('>=', 'node');
const CHROME_TARGET = 'chrome130';
const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core') };

/**
 * Modules that dockerode loads for ssh hosts and BuildKit sessions. The app uses only local sockets
 * (core/engines/docker-api/docker.ts refuses others) and builds without BuildKit. These are two thirds of dockerode's code.
 */
const NEVER_CALLED = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'];
const withoutNeverCalled: Plugin = {
  name: 'without-never-called',
  enforce: 'pre',
  resolveId: (id) => (NEVER_CALLED.includes(id) ? '\0never-called' : null),
  load: (id) => (id === '\0never-called' ? 'module.exports = {};' : null),
};

/**
 * The program that runs as root. It is a single file with all dependencies, so that it can be reviewed as one file and
 * does not load anything that another part of the build changes.
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
      // Bundled, because reading the packages' hundreds of files would delay every start by a third of a second.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        // The window's main process, the command line, the watchdog that briefly outlives both, and the password prompt.
        input: {
          index: source('main/index.ts'),
          cli: source('cli/index.ts'),
          watchdog: source('core/watchdog/watchdog-main.ts'),
          ask: source('core/privilege/ask-main.ts'),
        },
        // Chunks are beside the entries, because bundled code finds watchdog, helper and images relative to its folder.
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
        // Electron loads a sandboxed preload script only as CommonJS.
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
