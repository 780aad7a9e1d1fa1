// Finds cycles among run-time imports. dependency-cruiser's rule cannot be used, because through @swc/core it does not
// distinguish `import type` from `import`, and type imports do not form a cycle at run time.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../setup/project.mjs';

/**
 * @param {{ source: string, dependencies: { module: string, resolved: string }[] }[]} modules of dependency-cruiser's report
 * @returns {Promise<string[][]>} the files of each cycle
 */
export async function importCycles(modules) {
  const { parseSync } = await import('@swc/core');
  const graph = new Map();
  for (const { source, dependencies } of modules.filter((module) => /^src\/.*\.tsx?$/.test(module.source))) {
    const ast = parseSync(readFileSync(path.join(PROJECT_ROOT, source), 'utf8'), {
      syntax: 'typescript',
      tsx: source.endsWith('x'),
      // Of AssemblyScript.
      decorators: true,
    });
    const kept = runTimeImports(ast.body);
    graph.set(
      source,
      dependencies.filter((dependency) => kept.has(dependency.module)).map((dependency) => dependency.resolved),
    );
  }
  return cyclesIn(graph);
}

/**
 * @param {any[]} statements of a module, as @swc/core parses them
 * @returns {Set<string>} the modules that are imported or re-exported other than as a type
 */
function runTimeImports(statements) {
  const isType = ({ typeOnly, isTypeOnly, specifiers = [] }) =>
    typeOnly || isTypeOnly || (specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly));
  const imports = statements.filter((statement) => statement.source && !isType(statement));
  return new Set(imports.map((statement) => statement.source.value));
}

/**
 * @param {Map<string, string[]>} graph file → the files that it imports
 * @returns {string[][]} the path of each cycle that a depth-first walk finds
 */
export function cyclesIn(graph) {
  const cycles = [];
  const done = new Set();
  const visit = (file, trail) => {
    if (trail.includes(file)) return void cycles.push(trail.slice(trail.indexOf(file)));
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
