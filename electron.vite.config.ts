import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import { engines } from './package.json';
import { sourcePlugins } from './scripts/build/source-plugins.mjs';

// Build for the oldest supported runtimes instead of the installed version, which electron-vite would use: package.json's
// oldest Node for the command line, and Electron 33, which contains Chromium 130.
const NODE_TARGET = engines.node.replace('>=', 'node');
const CHROME_TARGET = 'chrome130';
/** The licences of the bundled packages, beside each part of the build. A package prints them (scripts/package/texts/licences.mjs). */
const license = { fileName: 'licences.json' };
const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core'), '@reader': source('reader') };

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
        license,
        outDir: resolve(import.meta.dirname, 'out/helper'),
        emptyOutDir: true,
        ssr: source('helper/main.ts'),
        rolldownOptions: { output: { format: 'es', entryFileNames: 'helper.mjs', codeSplitting: false } },
      },
    });
  },
};

/** speedscope as its package contains it, with its licences: a viewer of call stacks that needs no network. */
const speedscopeBeside: Plugin = {
  name: 'speedscope-beside',
  apply: 'build',
  closeBundle() {
    const from = resolve(import.meta.dirname, 'node_modules/speedscope');
    const to = resolve(import.meta.dirname, 'out/speedscope');
    rmSync(to, { recursive: true, force: true });
    // An example profile, which the app's window does not offer.
    const isNeeded = (path: string): boolean => !/perf-vertx|release\.txt$/.test(path);
    cpSync(join(from, 'dist/release'), to, { recursive: true, filter: isNeeded });
    cpSync(join(from, 'LICENSE'), join(to, 'LICENSE'));
  },
};

/** The icon of the window, at the largest size that a desktop shows. */
const iconBeside: Plugin = {
  name: 'icon-beside',
  apply: 'build',
  closeBundle: () =>
    cpSync(resolve(import.meta.dirname, 'packaging/icons/256.png'), resolve(import.meta.dirname, 'out/icon.png')),
};

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [
      withoutNeverCalled,
      ...sourcePlugins(import.meta.dirname, { beside: 'scan-worker.js' }),
      helperBeside,
      speedscopeBeside,
      iconBeside,
    ],
    build: {
      target: NODE_TARGET,
      license,
      // Bundled, because reading the packages' hundreds of files would delay every start by a third of a second.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        // The window's main process, the command line, the watchdog that briefly outlives both, the password prompt, the
        // processes that read opened traces, and the threads that read traces.
        input: {
          index: source('main/index.ts'),
          cli: source('cli/index.ts'),
          watchdog: source('core/watchdog/watchdog-main.ts'),
          ask: source('core/privilege/ask-main.ts'),
          'trace-view': source('main/trace-view/trace-view-process.ts'),
          'scan-worker': source('core/analysis/workers/scan-worker.ts'),
        },
        // Chunks are beside the entries, because bundled code finds watchdog, helper and images relative to its folder.
        // Without comments and blanks each start compiles half as much text. Names stay, for the stacks of errors.
        output: {
          chunkFileNames: '[name]-[hash].js',
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: NODE_TARGET,
      license,
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
      license,
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
