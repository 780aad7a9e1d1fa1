// Replaces the default app that Electron ships: `electron [-r module]... path/to/app [arguments]`.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);

function readCommandLine(args) {
  const preload = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument === '-r' || argument === '--require') preload.push(args[++i]);
    else if (argument === '-v' || argument === '--version') return { version: true, preload };
    else if (!argument.startsWith('-')) return { target: argument, preload };
  }
  return { preload };
}

async function describeApp(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.name = manifest.productName ?? manifest.name ?? app.name;
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
}

const { target, version, preload } = readCommandLine(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!target) {
  console.error('usage: electron [-r module] path/to/app [arguments]');
  process.exit(1);
}
for (const name of preload) require(path.resolve(name));
// Make app.isPackaged and Playwright recognize a development run.
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
const folder = path.resolve(target);
const isFolder = existsSync(path.join(folder, 'package.json'));
if (isFolder) await describeApp(folder);
const entry = require.resolve(folder);
app.setAppPath(isFolder ? folder : path.dirname(entry));
await import(pathToFileURL(entry).href);
