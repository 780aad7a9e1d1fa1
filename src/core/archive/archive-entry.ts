/** One entry of an archive with unchecked header data. */
export interface ArchiveEntry {
  name: string;
  kind: 'file' | 'folder' | 'other';
  /** Description of the entry's type for `other`, for example `a symbolic link`. */
  what: string;
  sizeBytes: number;
  /** Reads the content, once at most, and completely before the next entry. @throws the archive's errors */
  content(): AsyncIterable<Buffer>;
}
