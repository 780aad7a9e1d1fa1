import type { Problem } from '@shared/images/problem';
import { coveringVolume, type PlacedPayload } from '@shared/payload/payload-mounts';
import type { ContainerTarget } from '@shared/request/run-config';
import type { MachinePayload } from '../../payload/machine-payload';
import { type PayloadWish, placePayload } from '../../payload/place-payload';

interface Lent {
  /** Undefined if it cannot be mounted. */
  placed: PlacedPayload | undefined;
  problems: Problem[];
}

export const NOT_LENT: Lent = { placed: undefined, problems: [] };

/**
 * Places the tracer of this machine for a container, unless a volume of the request covers its mount points. The engine would create
 * them in the user's folder, so no option insists on it.
 * @throws AppError as placePayload does
 */
export async function lendTracer(
  { volumes }: ContainerTarget,
  payload: MachinePayload,
  wish: PayloadWish,
  cacheDir: string,
): Promise<Lent> {
  const covering = coveringVolume(volumes);
  if (!covering) return { placed: await placePayload(cacheDir, payload, wish), problems: [] };
  return {
    placed: undefined,
    problems: [
      {
        code: 'covered-payload',
        severity: 'error',
        message: `The volume at ${covering.target} covers a place where the tracer of this machine would be mounted. The engine would create files in ${covering.source}.`,
        hint: 'Mount parts of the folder, or add LTTng-UST to the image. See docs/instrument-your-image.md.',
      },
    ],
  };
}
