import { CircleCheck, CircleDashed, CircleX, Package, TriangleAlert } from 'lucide-react';
import { age } from '../../../format/age';
import { size } from '../../../format/figures';
import { momentInFull } from '../../../format/moment';
import type { ImageOption } from './image-options';
import { optionState, stateText } from './option-text';
import type { Tracers } from './readiness-of';

const MARKS = {
  ready: [CircleCheck, 'good'],
  warning: [TriangleAlert, 'caution'],
  error: [CircleX, 'bad'],
  unknown: [CircleDashed, 'off'],
  missing: [Package, 'off'],
} as const;

/** The readiness (a shape, with text on hover), name, size and age. Screen readers read the option's label. */
export function ImageOptionLine({ option, tracers }: { option: ImageOption; tracers: Tracers }) {
  const { image, reference } = option;
  const cut = reference.lastIndexOf('/') + 1;
  const [Mark, tone] = MARKS[optionState(option, tracers)];
  const stateLabel = stateText(option, tracers);
  return (
    <>
      <span className={`image-mark mark-${tone}`} title={stateLabel}>
        <Mark size={16} aria-hidden />
      </span>
      <code className="image-name" title={reference}>
        <span className="image-head">{reference.slice(0, cut)}</span>
        <span className="image-tail">{reference.slice(cut)}</span>
      </code>
      {image ? (
        <>
          <span className="image-size figures">{size(image.sizeBytes)}</span>
          <span className="image-age quiet" title={momentInFull(image.createdAt)}>
            {age(image.createdAt)}
          </span>
        </>
      ) : (
        <span className="image-not quiet">{stateLabel}</span>
      )}
    </>
  );
}
