import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INSTALLED_TREE, START_HELPER } from '@core/privilege/installed-tree';
import { parseJson } from '@shared/model/json';
import { runTool } from '../../setup/run-tool';
import { PROJECT } from '../../setup/staged-app';
import { world } from '../../setup/world-state';

export const POLICY = '/usr/share/polkit-1/actions/org.containerstrace.policy';
const APP = join(INSTALLED_TREE, 'resources/app');

/** The runtime and the command line of the installed tree. */
export const INSTALLED_CLI = [join(INSTALLED_TREE, 'electron'), join(APP, 'out/main/cli.js')] as const;

/**
 * Puts the built app, the launcher of the helper and the polkit action where a package has them. Node takes the place of
 * Electron, which runs the command line and the helper as a Node.
 * @throws Error if a package is installed
 */
export function installTree(): { remove(): void } {
  if (existsSync(INSTALLED_TREE))
    throw new Error(`${INSTALLED_TREE} exists: these tests need a machine without the package.`);
  const { app, node } = world();
  mkdirSync(APP, { recursive: true, mode: 0o755 });
  runTool('cp', ['-r', join(app, 'out'), join(app, 'images'), APP]);
  const { name, version, type } = parseJson(readFileSync(join(app, 'package.json'), 'utf8')) as Record<string, string>;
  writeFileSync(join(APP, 'package.json'), JSON.stringify({ name, version, type }));
  runTool('cp', ['--dereference', node, join(INSTALLED_TREE, 'electron')]);
  runTool('install', ['-m', '755', join(PROJECT, 'packaging/polkit/start-helper'), START_HELPER]);
  mkdirSync(dirname(POLICY), { recursive: true });
  runTool('install', ['-m', '644', join(PROJECT, 'packaging/polkit/org.containerstrace.policy'), POLICY]);
  runTool('chown', ['-R', 'root:root', INSTALLED_TREE]);
  runTool('chmod', ['-R', 'u=rwX,go=rX', INSTALLED_TREE]);
  return {
    remove: () => {
      rmSync(INSTALLED_TREE, { recursive: true });
      rmSync(POLICY);
    },
  };
}
