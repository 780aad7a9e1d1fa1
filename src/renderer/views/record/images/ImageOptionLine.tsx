import { CircleCheck, CircleDashed, CircleX, Package, TriangleAlert } from 'lucide-react';
import { age } from '../../../format/age';
import { size } from '../../../format/figures';
import { momentInFull } from '../../../format/moment';
import { texts } from '../../../texts/en';
import type { ImageOption } from './image-options';
import { readinessOf } from './readiness-of';

const MARKS = {
  ready: [CircleCheck, 'good'],
  warning: [TriangleAlert, 'caution'],
  error: [CircleX, 'bad'],
  unknown: [CircleDashed, 'off'],
  missing: [Package, 'off'],
} as const;

/** Readiness by shape and words, the name, size and age. */
export function ImageOptionLine({ option, socket }: { option: ImageOption; socket: string | null }) {
  const { image, recipe, reference } = option;
  const cut = reference.lastIndexOf('/') + 1;
  const state = image ? readinessOf(image.report, socket).state : 'missing';
  const [Mark, tone] = MARKS[state];
  const old = recipe?.state === 'old' ? `, ${texts.images.state.old}` : '';
  const words = texts.images.state[state] + old;
  return (
    <>
      <span className={`image-mark mark-${tone}`} title={words}>
        <Mark size={16} aria-hidden />
      </span>
      <code className="image-name" title={reference}>
        <span className="image-head">{reference.slice(0, cut)}</span>
        <span className="image-tail">{reference.slice(cut)}</span>
      </code>
      <span className="visually-hidden">{words}</span>
      {image ? (
        <>
          <span className="image-size figures">{size(image.sizeBytes)}</span>
          <span className="image-age quiet" title={momentInFull(image.createdAt)}>
            {age(image.createdAt)}
          </span>
        </>
      ) : (
        <span className="image-not quiet">{words}</span>
      )}
    </>
  );
}
