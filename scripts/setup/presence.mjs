// Checks with a few file look-ups whether a requirement is installed.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** A plain user's PATH often lacks the folders where Debian installs daemons. */
const PROGRAM_FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin', '/usr/bin', '/bin'];

/** @param {import('./system-requirements.mjs').Requirement['presence']} presence with `programs` and `file`, both are required */
export function isPresent({ programs, anyProgram, library, typelib, file, fontIn }) {
  if (programs && !programs.every(findProgram)) return false;
  if (file && !existsSync(file)) return false;
  if (programs || file) return true;
  if (anyProgram) return anyProgram.some(findProgram);
  if (library) return libraryFolders().some((folder) => filesIn(folder).some((name) => library.test(name)));
  if (typelib)
    return libraryFolders().some((folder) => existsSync(path.join(folder, 'girepository-1.0', `${typelib}.typelib`)));
  return fontIn !== undefined && holdsFont(fontIn);
}

/**
 * @param {string} name
 * @returns {string | undefined} the program's full path
 */
export function findProgram(name) {
  return PROGRAM_FOLDERS.filter(path.isAbsolute)
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function libraryFolders() {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch];
  return [`/usr/lib/${triplet}`, `/lib/${triplet}`, '/usr/lib64', '/usr/lib', '/usr/local/lib'];
}

function holdsFont(folder) {
  return filesIn(folder).some((name) => /\.(ttf|otf|ttc)$/i.test(name) || holdsFont(path.join(folder, name)));
}

/** @returns {string[]} empty if the path is not a folder */
function filesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
