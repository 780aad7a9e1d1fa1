import { age } from '../../../format/age';
import { size } from '../../../format/figures';
import { texts } from '../../../texts/en';
import type { ImageOption } from './image-options';
import { type ImageReadiness, readinessOf, type Tracers } from './readiness-of';

export type OptionState = ImageReadiness['state'] | 'missing';

/** Whether the image of the line can be traced, or is not built yet. */
export const optionState = ({ image }: ImageOption, tracers: Tracers): OptionState =>
  image ? readinessOf(image.report, tracers).state : 'missing';

/** The same as text, and whether a newer recipe is available. */
export function stateText(option: ImageOption, tracers: Tracers): string {
  const { state } = texts.images;
  const text = state[optionState(option, tracers)];
  return option.recipe?.state === 'old' ? `${text}, ${state.old}` : text;
}

/** The line as screen readers read it. */
export function optionLabel(option: ImageOption, tracers: Tracers): string {
  const { image, reference } = option;
  const figures = image ? [size(image.sizeBytes), age(image.createdAt)] : [];
  return [reference, stateText(option, tracers), ...figures].join(', ');
}
