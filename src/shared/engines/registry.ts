import { z } from 'zod';

/** Every engine the product knows, in the order in which they are offered: Podman first, since it needs no daemon. */
export const engineIdSchema = z.enum(['podman', 'docker']);
export type EngineId = z.infer<typeof engineIdSchema>;
export const ENGINE_IDS = engineIdSchema.options;
