import type { PlotTheme } from '../theme/plot-theme';
import { LabelFitting } from './label-fitting';
import { shownName } from './shown-name';

/** CSS pixels. */
export const LABEL_SIZE = 11;
const BEFORE = 5;
const AFTER = 3;
const LEAST_ROOM = 24;
const LINE_HEIGHT = 14;

export type LabelInk = 'functionText' | 'quiet' | 'text';
type TextContext = Pick<
  CanvasRenderingContext2D,
  | 'fillText'
  | 'measureText'
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'rect'
  | 'clip'
  | 'fillStyle'
  | 'font'
  | 'textBaseline'
>;

interface Label {
  text: string;
  left: number;
  middle: number;
  room: number;
  /** Part of the plot's height in which it may be drawn. */
  clip: { top: number; bottom: number };
}

export const labelFont = (theme: PlotTheme): string => `${LABEL_SIZE}px ${theme.font}`;

/** Collects the names of a frame, and draws those that fit above its pixels. All lengths are CSS pixels. */
export class Labels {
  #labels: Record<LabelInk, Label[]> = { functionText: [], quiet: [], text: [] };
  #fitting: LabelFitting;
  #font = '';

  constructor(readonly context: TextContext) {
    this.#fitting = this.#fittingOf(context);
  }

  /** Forgets the labels of the frame before. */
  begin(theme: PlotTheme): void {
    this.#labels = { functionText: [], quiet: [], text: [] };
    // A canvas forgets its font when its size changes.
    this.context.font = labelFont(theme);
    if (this.#font !== theme.font) this.#fitting = this.#fittingOf(this.context);
    this.#font = theme.font;
  }

  /** Width of a text in the font of labels. */
  width(text: string): number {
    return this.#fitting.width(text);
  }

  /** Adds the name of a box. The name stays in sight when the box begins left of the plot. */
  add(ink: LabelInk, name: string, box: { left: number; right: number; middle: number }, clip: Label['clip']): void {
    const left = Math.max(box.left, 0) + BEFORE;
    const room = box.right - left - AFTER;
    if (room < LEAST_ROOM) return;
    if (box.middle + LINE_HEIGHT / 2 <= clip.top || box.middle - LINE_HEIGHT / 2 >= clip.bottom) return;
    const text = this.#fitting.fit(shownName(name), room);
    if (text !== null) this.#labels[ink].push({ text, left, middle: box.middle, room, clip });
  }

  /** Draws them on a context whose unit is the CSS pixel. */
  paint(theme: PlotTheme): void {
    const { context } = this;
    context.font = labelFont(theme);
    context.textBaseline = 'middle';
    for (const [ink, labels] of Object.entries(this.#labels) as [LabelInk, Label[]][]) {
      context.fillStyle = theme[ink].css;
      for (const label of labels) {
        const isCut =
          label.middle - LINE_HEIGHT / 2 < label.clip.top || label.middle + LINE_HEIGHT / 2 > label.clip.bottom;
        if (isCut) this.#paintCut(label);
        else context.fillText(label.text, label.left, label.middle);
      }
    }
  }

  #paintCut({ text, left, middle, room, clip }: Label): void {
    this.context.save();
    this.context.beginPath();
    this.context.rect(left, clip.top, room, clip.bottom - clip.top);
    this.context.clip();
    this.context.fillText(text, left, middle);
    this.context.restore();
  }

  #fittingOf(context: TextContext): LabelFitting {
    return new LabelFitting((text) => context.measureText(text).width);
  }
}
