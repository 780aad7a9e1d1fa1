import { join } from 'node:path';
import { fetchableTracer, OLDER_RELEASE } from '@shared/payload/older-tracer';
import type { LendableTracers, LentTracer } from '@shared/payload/payload-facts';
import { identityOfTracer, machinePayload, type Payload, payloadIn } from './machine-payload';

/** The folder of the older tracer in the cache. Its name changes with the pinned release. */
export const olderTracerFolder = (cacheDir: string): string =>
  join(cacheDir, 'older-tracer', `${OLDER_RELEASE}-${process.arch}`);

/** The folder with the libraries of the older tracer. */
export const olderLibraries = (cacheDir: string): string => join(olderTracerFolder(cacheDir), 'lib');

let known: { key: string; payload: Promise<Payload | null> } | undefined;

/** The older tracer, for images whose glibc is older than the tracer of this machine requires; null if it was not fetched. */
export function olderPayload(cacheDir: string): Promise<Payload | null> {
  const folder = olderLibraries(cacheDir);
  const key = `${folder} ${identityOfTracer(folder)}`;
  if (known?.key !== key) known = { key, payload: payloadIn([folder], { origin: 'older', release: OLDER_RELEASE }) };
  return known.payload;
}

/** The tracers that can be lent to images, the preferred one first. */
export async function lendableTracers(
  cacheDir: string,
): Promise<{ payloads: Payload[]; fetchable: LentTracer | null }> {
  const [machine, older] = await Promise.all([machinePayload(), olderPayload(cacheDir)]);
  return {
    payloads: [machine, older].filter((payload) => payload !== null),
    fetchable: older ? null : fetchableTracer(process.arch),
  };
}

/** As lendableTracers, without the contents of their files. */
export async function lendableFacts(cacheDir: string): Promise<LendableTracers> {
  const { payloads, fetchable } = await lendableTracers(cacheDir);
  return { payloads: payloads.map(({ facts }) => facts), fetchable };
}
