// The checks that do not run product code: format and lint, types, layers, unused code.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject, PROJECT_ROOT } from '../setup/project.mjs';
import { say } from '../setup/setup-error.mjs';
import { importCycles } from './import-cycles.mjs';
import { runTool, toolProgram } from './tool.mjs';

export const CHECK_STEPS = [
  {
    name: 'format and lint (biome)',
    run: () => runTool('@biomejs/biome:biome', ['check', '--error-on-warnings', '.']),
  },
  { name: 'types (tsc)', run: () => runTool('typescript:tsc', ['-b']) },
  { name: 'layers (dependency-cruiser)', run: checkLayers },
  { name: 'unused code (knip)', run: () => runTool('knip', []) },
  // Excludes the tests, because product code that only tests use is dead code.
  { name: 'code that only tests use (knip)', run: () => runTool('knip', ['--production']) },
];

/**
 * Checks the layers. dependency-cruiser reads TypeScript through @swc/core. If that fails, it finds no modules *and
 * passes*, so the modules that it saw are compared with the source files.
 */
async function checkLayers() {
  const { modules, summary } = cruise();
  const seen = modules.map((module) => module.source);
  const unseen = unseenSources(sourceFiles(), seen);
  const faults = [
    ...(await importCycles(modules)).map((cycle) => `import cycle: ${[...cycle, cycle[0]].join(' → ')}`),
    ...summary.violations
      .filter(({ rule }) => rule.name !== 'no-circular')
      .map(({ rule, from, to }) => `${rule.severity} ${rule.name}: ${from} → ${to}`),
    ...(seen.length === 0 ? ['dependency-cruiser saw no modules at all'] : []),
    ...(unseen.length > 0 ? [`dependency-cruiser did not see: ${unseen.join(', ')}`] : []),
  ];
  for (const fault of faults) say(fault);
  say(`${seen.length} modules, ${faults.length} problems`);
  return faults.length === 0 ? 0 : 1;
}

function cruise() {
  // Writes to a file, because dependency-cruiser calls process.exit, which truncates a long report in a pipe.
  const work = mkdtempSync(path.join(tmpdir(), 'containers-trace-'));
  const file = path.join(work, 'report.json');
  try {
    const program = [toolProgram('dependency-cruiser:depcruise'), 'src', '--config', '.dependency-cruiser.cjs'];
    const output = openSync(file, 'w');
    spawnSync(process.execPath, [...program, '--output-type', 'json'], {
      cwd: PROJECT_ROOT,
      stdio: ['ignore', output, 2],
      timeout: 300_000,
    });
    closeSync(output);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} files
 * @param {string[]} seen
 */
function unseenSources(files, seen) {
  const known = new Set(seen);
  return files.filter((file) => !known.has(file));
}

function sourceFiles() {
  return readdirSync(inProject('src'), { recursive: true })
    .map((name) => path.join('src', String(name)))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
}
