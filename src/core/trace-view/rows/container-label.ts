import { groupBy } from '@shared/model/group-by';
import { isGeneratedName } from '@shared/model/labels';
import { oneLine } from '@shared/model/plain-text';
import type { TracedContainer } from '@shared/model/trace-record';
import { shortImage } from '@shared/planning/title';

interface Labelled {
  container: TracedContainer;
  /** Name of its first process; empty if it is not known. */
  program: string;
}

/**
 * What the rows call containers, in their order. A container that the user named has its name. The app's own names say when, not what:
 * such a container is called by its program and image, `ls (debian:bookworm)`, with a number if that is not unique.
 */
export function containerLabels(containers: readonly Labelled[]): string[] {
  const plain = containers.map(labelOf);
  const all = groupBy(plain, (label) => label);
  const seen = new Map<string, number>();
  return plain.map((label) => {
    if (all.get(label)?.length === 1) return label;
    const number = (seen.get(label) ?? 0) + 1;
    seen.set(label, number);
    return `${label} ${number}`;
  });
}

function labelOf({ container, program }: Labelled): string {
  const name = oneLine(container.name);
  if (!isGeneratedName(container.name)) return name;
  const image = oneLine(shortImage(container.image));
  if (image === '' && program === '') return `…${name.slice(-ENDING)}`;
  return image === '' ? program : program === '' ? image : `${program} (${image})`;
}

/** The last characters of a generated name: random digits of the run, and the repetition. */
const ENDING = 8;
