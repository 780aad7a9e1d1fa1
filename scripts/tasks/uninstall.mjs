// Lists the app's files with their sizes, and removes them on request. Works without npm packages, since it removes them.
import { spawnSync } from 'node:child_process';
import { askWord, askYesNo, hasTerminal } from '../setup/ask.mjs';
import { stateFolder } from '../setup/cache-folder.mjs';
import { installedRecordFile, recordedPackages } from '../setup/installed-record.mjs';
import { isRoot } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { ourFolders, readableSize, removeFolder, traceLibrary } from '../uninstall/our-folders.mjs';
import { ourImages, removeImage } from '../uninstall/our-images.mjs';

const OPTIONS = ['--dry-run', '--yes'];

/** @param {string[]} args --dry-run: only list. --yes: remove all except traces and packages, without asking */
export async function run(args) {
  if (args.some((arg) => !OPTIONS.includes(arg))) {
    throw new SetupError(`usage: npm run uninstall [-- ${OPTIONS.join(' | ')}]`, undefined, 2);
  }
  const found = { folders: ourFolders(), images: ourImages(), library: traceLibrary(), packages: recordedPackages() };
  show(found);
  const sure = args.includes('--yes');
  if (args.includes('--dry-run')) return 0;
  if (!sure && !hasTerminal()) {
    say(
      'Nothing was removed, because there is no terminal to ask on. To remove all except traces and packages, add --yes',
    );
    return 0;
  }
  return (await removeAll(found, sure)) ? 0 : 1;
}

function show({ folders, images, library, packages }) {
  const rows = [...folders, ...library].map((row) => `  ${readableSize(row.sizeBytes)}  ${row.folder}  (${row.what})`);
  rows.push(...images.map(({ size, image, program }) => `  ${size}  ${image}  (image in ${program})`));
  if (packages.length > 0) rows.push(`  packages that set-up installed: ${packages.join(' ')}`);
  say(
    rows.length > 0
      ? ['Containers Trace on this machine:', ...rows].join('\n')
      : 'Containers Trace has no files on this machine.',
  );
}

async function removeAll({ folders, images, library, packages }, sure) {
  let done = true;
  for (const image of images) {
    if (sure || (await askYesNo(`Remove the image ${image.image} from ${image.program}?`)))
      done = removeImage(image) && done;
  }
  for (const { folder, what } of folders) {
    if (sure || (await askYesNo(`Remove ${folder} (${what})?`))) done = removeFolder(folder) && done;
  }
  for (const { folder } of library) {
    const word = hasTerminal()
      ? await askWord(`Your traces in ${folder} would be deleted permanently. To delete them, type: delete`)
      : '';
    if (word === 'delete') done = removeFolder(folder) && done;
    else say(`Kept your traces in ${folder}`);
  }
  return packages.length === 0 ? done : (await removePackages(packages)) && done;
}

async function removePackages(packages) {
  const command = [...(isRoot() ? [] : ['sudo']), 'apt-get', 'remove', '--autoremove', ...packages];
  if (!hasTerminal() || !(await askYesNo(`Also remove the packages that set-up installed (${command.join(' ')})?`))) {
    say(`Kept the packages, which are listed in ${installedRecordFile()}. To remove them:\n  ${command.join(' ')}`);
    return true;
  }
  const removed = spawnSync(command[0], command.slice(1), { stdio: ['inherit', 2, 2] }).status === 0;
  return removed && removeFolder(stateFolder(process.env));
}
