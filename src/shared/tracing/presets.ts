import type { PresetDefinition } from './preset';
import { everything } from './presets/everything';
import { functions } from './presets/functions';
import { memory } from './presets/memory';

/** In the order of the window. */
const DEFINITIONS = { functions, memory, everything } satisfies Record<string, PresetDefinition>;

export type PresetId = keyof typeof DEFINITIONS;
export interface Preset extends PresetDefinition {
  id: PresetId;
}

export const PRESET_IDS = Object.keys(DEFINITIONS) as [PresetId, ...PresetId[]];
export const PRESETS: readonly Preset[] = PRESET_IDS.map((id) => ({ id, ...DEFINITIONS[id] }));
export const DEFAULT_PRESET: PresetId = 'functions';

/** The preset with an id from a form; undefined if there is none, since a stored form can have any id. */
export const findPreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);
