import { z } from 'zod';
import { apptainer } from './apptainer';
import { docker } from './docker';
import type { EngineLanguage } from './engine-language';
import { podman } from './podman';

/** Every supported engine, in the order of the form. Podman is first, since it needs no daemon. */
export const ENGINE_IDS = ['podman', 'docker', 'apptainer'] as const;
export const engineIdSchema = z.enum(ENGINE_IDS, `an engine is one of: ${ENGINE_IDS.join(', ')}`);
export type EngineId = z.infer<typeof engineIdSchema>;

const LANGUAGES: Record<EngineId, EngineLanguage> = { podman, docker, apptainer };

export const engineLanguage = (id: EngineId): EngineLanguage => LANGUAGES[id];
