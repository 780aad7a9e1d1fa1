/** One entry of an archive, as it says itself: nothing of it has been checked. */
export interface ArchiveEntry {
  name: string;
  kind: 'file' | 'folder' | 'other';
  /** What it is, for `other`: `a symbolic link`. */
  what: string;
  sizeBytes: number;
  /** To be read to its end before the next entry is asked for; once at most. Errors are the archive's. */
  content(): AsyncIterable<Buffer>;
}
