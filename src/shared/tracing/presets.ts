import type { Preset } from './preset';
import { everything } from './presets/everything';
import { functions } from './presets/functions';
import { memory } from './presets/memory';

export const PRESETS: readonly Preset[] = [functions, memory, everything];
export const DEFAULT_PRESET = functions.id;

export const findPreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);
