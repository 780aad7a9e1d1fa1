/** Sizes in CSS pixels, and how many device pixels one of them is. */
export interface CanvasSize {
  width: number;
  height: number;
  pixelRatio: number;
}

/** Sets the number of pixels of a canvas. Only if it changes, because that clears the canvas. Its place in the page is the caller's. */
export function resizeCanvas(canvas: HTMLCanvasElement, { width, height, pixelRatio }: CanvasSize): void {
  const wide = Math.max(1, Math.round(width * pixelRatio));
  const high = Math.max(1, Math.round(height * pixelRatio));
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}

/** The 2D context of a canvas. Throws if the canvas already has one of another kind. */
export function contextOf(
  canvas: HTMLCanvasElement,
  options?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', options);
  if (context === null) throw new Error('The canvas has no 2D context.');
  return context;
}

/** Resizes and clears a canvas. The unit of the context is then the CSS pixel. */
export function clearedContext(canvas: HTMLCanvasElement, size: CanvasSize): CanvasRenderingContext2D {
  resizeCanvas(canvas, size);
  const context = contextOf(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0);
  return context;
}
