import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST_METADATA_BYTES } from '@reader/schema/bounds';
import { MIB } from '@shared/model/units';
import { impossibleArray } from '../ctf/claimed-sizes';
import { type MetadataFacts, metadataFacts } from '../ctf/metadata-facts';

/** Properties of a leaf's metadata, or the reason why babeltrace2 is not started on it. */
export type LeafFacts = MetadataFacts | { fault: string };

/** @throws the system's error when the metadata cannot be read */
export async function leafFacts(leaf: string): Promise<LeafFacts> {
  const file = await open(join(leaf, 'metadata'));
  try {
    if ((await file.stat()).size > MOST_METADATA_BYTES)
      return { fault: `its metadata is larger than ${MOST_METADATA_BYTES / MIB} MiB` };
    const metadata = await file.readFile();
    const fault = await impossibleArray(leaf, metadata);
    return fault === undefined ? metadataFacts(metadata) : { fault };
  } finally {
    await file.close();
  }
}
