// Circles among the imports that are there at run time. dependency-cruiser's own rule cannot be used: through @swc/core
// it does not tell `import type` from `import`, and two files that know each other's types are no circle.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../setup/project.mjs';

/**
 * @param {{ source: string, dependencies: { module: string, resolved: string }[] }[]} modules of dependency-cruiser's report
 * @returns {Promise<string[][]>} the files of each circle
 */
export async function importCycles(modules) {
  const { parseSync } = await import('@swc/core');
  const graph = new Map();
  for (const { source, dependencies } of modules.filter((module) => /^src\/.*\.tsx?$/.test(module.source))) {
    const ast = parseSync(readFileSync(path.join(PROJECT_ROOT, source), 'utf8'), {
      syntax: 'typescript',
      tsx: source.endsWith('x'),
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
 * @returns {Set<string>} what is imported or re-exported other than as a type
 */
function runTimeImports(statements) {
  const isType = ({ typeOnly, isTypeOnly, specifiers = [] }) =>
    typeOnly || isTypeOnly || (specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly));
  const imports = statements.filter((statement) => statement.source && !isType(statement));
  return new Set(imports.map((statement) => statement.source.value));
}

/**
 * @param {Map<string, string[]>} graph file → the files that it imports
 * @returns {string[][]} one way round for each circle that a depth-first walk meets
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
