import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const SRC = join(import.meta.dirname, '../../../src');
const ALIASES: Record<string, string> = { '@core': 'core', '@shared': 'shared', '@reader': 'reader' };
/** Of a module: what it needs before it runs. Types and dynamic imports load nothing. */
const STATIC = /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s+from\s+)?'([^']+)';/gm;
/** `typeof import('x')` is a type. */
const DYNAMIC = /(?<!typeof )\bimport\('([^']+)'\)/g;

/** All modules and packages that are evaluated with a module. Modules are paths below src. */
export function evaluatedWith(entry: string): { modules: Set<string>; packages: Set<string> } {
  const [modules, packages] = [new Set<string>(), new Set<string>()];
  const pending = [join(SRC, entry)];
  for (let file = pending.pop(); file; file = pending.pop()) {
    if (modules.has(file)) continue;
    modules.add(file);
    for (const [, names = '', from = ''] of readFileSync(file, 'utf8').matchAll(STATIC)) {
      if (onlyTypes(names)) continue;
      const found = fileOf(file, from);
      if (found) pending.push(found);
      else if (!/^(node:|virtual:)/.test(from) && !from.startsWith('.')) packages.add(packageOf(from));
    }
  }
  return { modules: new Set([...modules].map((file) => relative(SRC, file))), packages };
}

/** What modules import when they need it: paths below src, and names of packages. @param modules paths below src */
export function importedLater(modules: readonly string[]): Set<string> {
  const names = modules.flatMap((module) => {
    const file = join(SRC, module);
    return [...readFileSync(file, 'utf8').matchAll(DYNAMIC)].map(([, name = '']) => {
      const found = fileOf(file, name);
      return found === undefined ? name : relative(SRC, found);
    });
  });
  return new Set(names);
}

const onlyTypes = (names: string): boolean =>
  /^\{[^}]*\}$/.test(names.trim()) &&
  names
    .replace(/[{}]/g, '')
    .split(',')
    .filter((name) => name.trim() !== '')
    .every((name) => name.trim().startsWith('type '));

const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

function fileOf(importer: string, name: string): string | undefined {
  const [head = '', ...rest] = name.split('/');
  const alias = ALIASES[head];
  if (alias === undefined && !name.startsWith('.')) return undefined;
  const path = alias === undefined ? join(dirname(importer), name) : join(SRC, alias, ...rest);
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => existsSync(file));
}
