import type { ReadWarning } from '@reader/read-error';
import { oneLine } from '@shared/model/plain-text';

const MOST_SHOWN = 10;

/** What could not be read, one sentence for each of the first ten places, and how many more there are. */
export function unreadPlaces(warnings: readonly ReadWarning[]): string[] {
  const shown = warnings.slice(0, MOST_SHOWN).map(({ leaf, stream, packet, offsetBytes, message }) => {
    const place = [leaf, stream, packet && `packet ${packet}`, offsetBytes && `byte ${offsetBytes}`];
    return oneLine(`${place.filter(Boolean).join(', ')}: ${message}`);
  });
  const more = warnings.length - shown.length;
  return more > 0 ? [...shown, `There are ${more} more such places.`] : shown;
}
