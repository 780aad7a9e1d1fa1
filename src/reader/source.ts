/** Bytes of one file. The reader imports nothing of Node, so files come as this. */
export interface ByteSource {
  sizeBytes: number;
  /**
   * Reads synchronously, since reading is done in workers and the next packet is needed at once.
   * @param into is filled from its beginning
   * @returns the number of bytes read; less than the length of `into` only at the end of the file
   */
  read(into: Uint8Array, offsetBytes: number): number;
}

export interface StreamSource {
  /** Name of the file, for warnings. */
  name: string;
  bytes: ByteSource;
  /** The packet index that LTTng writes beside the stream (`index/NAME.idx`); null without one. */
  index: Uint8Array | null;
}

/** A folder with `metadata` and streams. */
export interface LeafSource {
  /** Relative to the trace; shown in warnings. */
  path: string;
  metadata: Uint8Array;
  streams: readonly StreamSource[];
}
