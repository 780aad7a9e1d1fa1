import { z } from 'zod';
import { apptainer } from './apptainer';
import { docker } from './docker';
import type { EngineLanguage } from './engine-language';
import { podman } from './podman';

/** Every supported engine, in the order of the form. Podman is first, since it needs no daemon. */
export const engineIdSchema = z.enum(
  ['podman', 'docker', 'apptainer'],
  'an engine is one of: podman, docker, apptainer',
);
export type EngineId = z.infer<typeof engineIdSchema>;
export const ENGINE_IDS = engineIdSchema.options;

const LANGUAGES: Record<EngineId, EngineLanguage> = { podman, docker, apptainer };

export const engineLanguage = (id: EngineId): EngineLanguage => LANGUAGES[id];
