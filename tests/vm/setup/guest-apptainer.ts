import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { z } from 'zod';
import { apptainerPrefix, ensureApptainer } from '../../../scripts/apptainer/apptainer-prefix.mjs';
import { runTool } from '../../setup/run-tool';
import type { Vm } from './vm';

const BUILD_LIMIT_MS = 5 * 60_000;
const PROGRAMS = 'apptainer';
const SANDBOX = 'apptainer-images/demo';

/** The demo image in the guest as a sandbox folder of root's, which everybody may run. */
export const GUEST_SANDBOX = join('/stores', SANDBOX);

/** Puts the Apptainer of the tests, and the demo image as a sandbox folder, into what becomes the disk of the stores. */
export function stockApptainer(tree: string, archive: string): void {
  ensureApptainer();
  runTool('cp', ['--archive', apptainerPrefix(), join(tree, PROGRAMS)]);
  const sandbox = join(tree, SANDBOX);
  mkdirSync(dirname(sandbox), { mode: 0o755 });
  const work = `${tree}.archive.partial`;
  mkdirSync(work);
  const env = { ...process.env, APPTAINER_CACHEDIR: work, APPTAINER_TMPDIR: work };
  const alone = demoAlone(archive, work);
  const words = ['--quiet', 'build', '--disable-cache', '--sandbox', sandbox, `docker-archive:${alone}`];
  runTool(join(apptainerPrefix(), 'usr/bin/apptainer'), words, { env, timeoutMs: BUILD_LIMIT_MS });
  rmSync(work, { recursive: true });
}

/** As `docker save` writes it. */
const imagesSchema = z.array(z.looseObject({ RepoTags: z.array(z.string()) }));

/** Apptainer does not choose from an archive of several images. @returns one with the demo image alone */
function demoAlone(archive: string, work: string): string {
  const folder = join(work, 'images');
  mkdirSync(folder);
  runTool('tar', ['-x', '-C', folder, '-f', archive]);
  const list = join(folder, 'manifest.json');
  const images = imagesSchema.parse(JSON.parse(readFileSync(list, 'utf8')));
  writeFileSync(list, JSON.stringify(images.filter(({ RepoTags }) => RepoTags.includes(DEMO_IMAGE))));
  const alone = join(work, 'demo.tar');
  runTool('tar', ['-c', '-C', folder, '-f', alone, ...readdirSync(folder)]);
  return alone;
}

/**
 * Puts Apptainer on everybody's PATH in the guest: below the path that it has on this machine, which is in its programs. It binds
 * what every installed system has and the guest has not.
 */
export async function giveApptainer(vm: Vm): Promise<void> {
  const prefix = apptainerPrefix();
  await vm.must(['mkdir', '-p', dirname(prefix)]);
  await vm.must(['ln', '-s', join('/stores', PROGRAMS), prefix]);
  await vm.must(['ln', '-s', join(prefix, 'usr/bin/apptainer'), '/usr/local/bin/apptainer']);
  await vm.must(
    'touch /etc/localtime && cd /dev && ln -s /proc/self/fd fd && ln -s fd/0 stdin && ln -s fd/1 stdout && ln -s fd/2 stderr',
  );
}
