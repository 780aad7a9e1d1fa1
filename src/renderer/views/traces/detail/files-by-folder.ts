import type { TraceReport } from '@shared/model/trace-record';

type TraceFile = TraceReport['files'][number];

interface Folder {
  /** Relative to the trace's folder; empty for that folder itself. */
  path: string;
  files: { name: string; sizeBytes: number }[];
}

/** Groups files by folder: the long names of leaves would hide the differences between file names. */
export function filesByFolder(files: readonly TraceFile[]): Folder[] {
  const folders = new Map<string, Folder>();
  for (const { path, sizeBytes } of files) {
    const cut = path.lastIndexOf('/');
    const parent = cut < 0 ? '' : path.slice(0, cut);
    const folder = folders.get(parent) ?? { path: parent, files: [] };
    folder.files.push({ name: path.slice(cut + 1), sizeBytes });
    folders.set(parent, folder);
  }
  return [...folders.values()].sort((a, b) => a.path.localeCompare(b.path));
}
