import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, PROJECT_ROOT } from '../setup/project.mjs';
import { runChild } from './child.mjs';

/**
 * Runs a development tool of node_modules with this process's Node.
 * @param {string} name of the package, or "package:bin" if the program has another name
 * @param {string[]} args
 * @param {{ stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} the tool's exit code
 */
export function runTool(name, args, options = {}) {
  return runChild(process.execPath, [toolProgram(name), ...args], { cwd: PROJECT_ROOT, ...options });
}

/** @param {string} name as above */
export function toolProgram(name) {
  const [packageName, binName = packageName] = name.split(':');
  const folder = inProject('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const program = path.join(folder, typeof bin === 'string' ? bin : (bin[binName] ?? ''));
  if (!existsSync(program)) throw new Error(`${packageName} has no program ${binName}`);
  return program;
}
