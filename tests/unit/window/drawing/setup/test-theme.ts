import tokens from '../../../../../src/renderer/styles/tokens.css?raw';
import { type PlotTheme, plotTheme } from '../../../../../src/renderer/views/trace/drawing/theme/plot-theme';

/** The value of a token in a theme, as the stylesheet has it. */
export function tokenColour(token: string, scheme: 'light' | 'dark'): string {
  const found = new RegExp(`^\\s*${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);$`, 'm').exec(tokens);
  const colour = found?.[scheme === 'light' ? 1 : 2];
  if (colour === undefined) throw new Error(`The stylesheet has no colour ${token}.`);
  return colour;
}

export const testTheme = (scheme: 'light' | 'dark'): PlotTheme =>
  plotTheme((token) => tokenColour(token, scheme), 'sans-serif');
