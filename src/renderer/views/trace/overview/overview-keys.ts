import type { KeyboardEvent } from 'react';
import { pan, showWhole, zoom } from '../keys/range-moves';

const FAR = 5;
const MOVES: Readonly<Record<string, (steps: number) => void>> = {
  ArrowLeft: (steps) => pan(-steps),
  ArrowRight: (steps) => pan(steps),
  ArrowUp: () => zoom(1),
  ArrowDown: () => zoom(-1),
  Home: showWhole,
};

/** The arrow keys on the strip. Letters, + and − work in all of the trace view. */
export function onOverviewKey(event: KeyboardEvent): void {
  const move = MOVES[event.key];
  if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  move(event.shiftKey ? FAR : 1);
}
