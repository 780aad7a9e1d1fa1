import { DEFAULT_PRESET, type PresetId } from '../tracing/presets';
import type { Readiness } from './readiness';

/**
 * The preset of a form and of a command that name none. Memory needs no instrumented programs, which an image without a tracer
 * does not have.
 */
export const suggestedPreset = (tracer: Readiness['tracer']): PresetId =>
  tracer === 'payload' ? 'memory' : DEFAULT_PRESET;
