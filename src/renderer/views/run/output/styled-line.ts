import Anser from 'anser';
import { colourName } from './ansi-colours';

export interface Segment {
  text: string;
  /** Classes of output.css; empty for plain text. */
  className: string;
}

const DECORATIONS = new Set<string>(['bold', 'dim', 'italic', 'underline', 'strikethrough']);

/** Splits a line into segments of one style. @param shown as returned by showControls: no control characters except colours */
export function styledSegments(shown: string): Segment[] {
  if (!shown.includes('\u001b')) return [{ text: shown, className: '' }];
  return Anser.ansiToJson(shown, { json: true, use_classes: true, remove_empty: true }).map((piece) => {
    const decorations: readonly string[] = piece.decorations;
    // anser has swapped the two for `reverse`.
    const front = colourName(piece.fg, piece.fg_truecolor);
    const back = colourName(piece.bg, piece.bg_truecolor);
    const classes = [
      front && `fg-${front}`,
      back && `bg-${back}`,
      ...decorations.filter((one) => DECORATIONS.has(one)),
    ];
    return { text: piece.content, className: [...new Set(classes.filter(Boolean))].join(' ') };
  });
}
