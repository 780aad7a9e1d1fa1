import type { KernelPresetDefinition } from './kernel-preset';
import { container } from './kernel-presets/container';
import { everything } from './kernel-presets/everything';
import { memory } from './kernel-presets/memory';
import { scheduling } from './kernel-presets/scheduling';

/** In the order of the window. */
const DEFINITIONS = { container, scheduling, memory, everything } satisfies Record<string, KernelPresetDefinition>;

export type KernelPresetId = keyof typeof DEFINITIONS;
export interface KernelPreset extends KernelPresetDefinition {
  id: KernelPresetId;
}

export const KERNEL_PRESET_IDS = Object.keys(DEFINITIONS) as [KernelPresetId, ...KernelPresetId[]];
export const KERNEL_PRESETS: readonly KernelPreset[] = KERNEL_PRESET_IDS.map((id) => ({ id, ...DEFINITIONS[id] }));
export const DEFAULT_KERNEL_PRESET: KernelPresetId = 'container';

/** The preset with an id from a form; undefined if there is none, since a stored form can have any id. */
export const findKernelPreset = (id: string): KernelPreset | undefined =>
  KERNEL_PRESETS.find((preset) => preset.id === id);
