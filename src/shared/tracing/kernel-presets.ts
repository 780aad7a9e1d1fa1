import type { KernelPreset } from './kernel-preset';
import { container } from './kernel-presets/container';
import { everything } from './kernel-presets/everything';
import { memory } from './kernel-presets/memory';
import { scheduling } from './kernel-presets/scheduling';

export const KERNEL_PRESETS: readonly KernelPreset[] = [container, scheduling, memory, everything];

export const findKernelPreset = (id: string): KernelPreset | undefined =>
  KERNEL_PRESETS.find((preset) => preset.id === id);
