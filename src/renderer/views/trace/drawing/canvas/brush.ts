import { HATCHES, type HatchKind } from '../raster/hatch';
import type { Colour, PlotTheme } from '../theme/plot-theme';

export type BrushContext = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clip'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'roundRect'
  | 'save'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
>;
export type ColourName = { [K in keyof PlotTheme]: PlotTheme[K] extends Colour ? K : never }[keyof PlotTheme];

/** Draws few and exact things on a context whose unit is the CSS pixel: edges of boxes are at whole device pixels. */
export class Brush {
  constructor(
    readonly context: BrushContext,
    readonly theme: PlotTheme,
    readonly pixelRatio: number,
  ) {
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    this.font();
  }

  /** The nearest edge of a device pixel. */
  edge(at: number): number {
    return Math.round(at * this.pixelRatio) / this.pixelRatio;
  }

  font(size = 11, weight = 400): void {
    this.context.font = `${weight} ${size}px ${this.theme.font}`;
  }

  box(colour: ColourName, left: number, top: number, width: number, height: number, opacity = 1): void {
    const { context } = this;
    const [x0, y0, x1, y1] = [left, top, left + width, top + height].map((at) => this.edge(at)) as [
      number,
      number,
      number,
      number,
    ];
    context.globalAlpha = opacity;
    context.fillStyle = this.theme[colour].css;
    context.fillRect(x0, y0, x1 - x0, y1 - y0);
    context.globalAlpha = 1;
  }

  /** A line `width` CSS pixels wide and at least one device pixel, that begins at that edge. */
  upright(colour: ColourName, x: number, top: number, height: number, width = 1, opacity = 1): void {
    this.box(colour, this.edge(x), top, Math.max(width, 1 / this.pixelRatio), height, opacity);
  }

  /** An outline whose inner edge is the box. */
  outline(colour: ColourName, left: number, top: number, width: number, height: number, thick: number): void {
    const [x0, y0, x1, y1] = [left, top, left + width, top + height].map((at) => this.edge(at)) as [
      number,
      number,
      number,
      number,
    ];
    const line = Math.max(1, Math.round(thick * this.pixelRatio)) / this.pixelRatio;
    this.context.strokeStyle = this.theme[colour].css;
    this.context.lineWidth = line;
    this.context.strokeRect(x0 - line / 2, y0 - line / 2, x1 - x0 + line, y1 - y0 + line);
  }

  hatch(
    kind: HatchKind,
    colour: ColourName,
    ground: ColourName,
    left: number,
    top: number,
    width: number,
    height: number,
  ): void {
    const { context } = this;
    const { step, width: lineWidth, opacity } = HATCHES[kind];
    this.box(ground, left, top, width, height);
    context.save();
    context.beginPath();
    context.rect(
      this.edge(left),
      this.edge(top),
      this.edge(left + width) - this.edge(left),
      this.edge(top + height) - this.edge(top),
    );
    context.clip();
    context.globalAlpha = opacity;
    context.strokeStyle = this.theme[colour].css;
    context.lineWidth = lineWidth;
    context.beginPath();
    for (let x = Math.floor((left - height) / step) * step; x < left + width + height; x += step) {
      context.moveTo(x, top + height);
      context.lineTo(x + height, top);
    }
    context.stroke();
    context.restore();
  }

  /** A text on its vertical middle. Returns its width. */
  text(colour: ColourName, text: string, left: number, middle: number): number {
    this.context.fillStyle = this.theme[colour].css;
    this.context.fillText(text, left, middle);
    return this.width(text);
  }

  width(text: string): number {
    return this.context.measureText(text).width;
  }

  /** A filled shape of straight lines: x and y in turn. */
  shape(colour: ColourName, points: readonly number[]): void {
    this.#path(points);
    this.context.fillStyle = this.theme[colour].css;
    this.context.fill();
  }

  /** Straight lines: x and y in turn. */
  lines(colour: ColourName, points: readonly number[], width: number): void {
    this.#path(points);
    this.context.strokeStyle = this.theme[colour].css;
    this.context.lineWidth = width;
    this.context.stroke();
  }

  disc(fill: ColourName, x: number, y: number, radius: number, rim: ColourName = fill): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = this.theme[fill].css;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = this.theme[rim].css;
    context.stroke();
  }

  round(colour: ColourName, left: number, top: number, width: number, height: number, radius: number): void {
    const { context } = this;
    context.beginPath();
    context.roundRect(left, top, width, height, radius);
    context.fillStyle = this.theme[colour].css;
    context.fill();
  }

  #path(points: readonly number[]): void {
    this.context.beginPath();
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
      if (at === 0) this.context.moveTo(x, y);
      else this.context.lineTo(x, y);
    }
  }
}
