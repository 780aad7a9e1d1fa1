import { describe, expect, it } from 'vitest';
import { washedColour } from '../../../../src/renderer/views/trace/drawing/raster/palette';
import { functionColour, plainFunctionName } from '../../../../src/renderer/views/trace/drawing/theme/function-colour';
import { type Colour, parseColour } from '../../../../src/renderer/views/trace/drawing/theme/plot-theme';
import { testTheme } from './setup/test-theme';

type Channels = Pick<Colour, 'red' | 'green' | 'blue'>;

/** Contrast of two colours as WCAG 2.2 defines it, 1 to 21, to one decimal. */
function contrast(a: Channels, b: Channels): number {
  const linear = (channel: number): number => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const light = (c: Channels): number => 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
  const [low = 0, high = 0] = [light(a), light(b)].sort((x, y) => x - y);
  return Math.round(((high + 0.05) / (low + 0.05)) * 10) / 10;
}
const channels = (pixel: number): Channels => ({
  red: pixel & 255,
  green: (pixel >>> 8) & 255,
  blue: (pixel >>> 16) & 255,
});

describe.each(['light', 'dark'] as const)('colours of the %s theme', (scheme) => {
  const theme = testTheme(scheme);
  it('keeps labels readable on all functions, also washed ones', () => {
    const least = Math.min(...theme.functions.map((colour) => contrast(theme.functionText, colour)));
    const washed = theme.functions.map((colour) => contrast(theme.functionText, channels(washedColour(theme, colour))));
    expect(least).toBeGreaterThanOrEqual(scheme === 'light' ? 7.3 : 5.1);
    expect(Math.min(...washed)).toBeGreaterThanOrEqual(8.8);
  });
  it('keeps edges, states and losses apart from their grounds', () => {
    for (const edge of theme.functionEdges) expect(contrast(edge, theme.view)).toBeGreaterThanOrEqual(3.2);
    for (const state of [theme.running, theme.waiting, theme.blockedLine]) {
      expect(contrast(state, theme.view)).toBeGreaterThanOrEqual(3.2);
      expect(contrast(state, theme.raised)).toBeGreaterThanOrEqual(3.2);
    }
    expect(contrast(theme.danger, theme.view)).toBeGreaterThanOrEqual(5.5);
    for (const ground of [theme.view, theme.raised, theme.call]) {
      expect(contrast(theme.quiet, ground)).toBeGreaterThanOrEqual(5.3);
    }
  });
  it('knows which theme is dark', () => expect(theme.isDark).toBe(scheme === 'dark'));
});

describe('the colour of a function', () => {
  it('follows from the name without arguments and template arguments', () => {
    expect(functionColour('std::map<int, A>::find(int const&) const')).toBe(functionColour('std::map::find'));
    expect(plainFunctionName('std::vector<std::pair<int, int>>::push_back(int)')).toBe('std::vector::push_back');
    expect(plainFunctionName('a::(anonymous namespace)::run(int)')).toBe('a::(anonymous namespace)::run');
    expect(plainFunctionName('A::operator()(int)')).toBe('A::operator()');
    expect(plainFunctionName('A::operator<<(int)')).toBe('A::operator<<');
    expect(plainFunctionName('A::operator->() const')).toBe('A::operator->');
    expect(plainFunctionName('<closure>')).toBe('<closure>');
  });
  it('is the one of the design for the names of the demo', () => {
    // Calculated from the hash as the design defines it.
    expect(['handle_request', 'parse_value', 'db_query', 'mutex_lock'].map(functionColour)).toEqual([0, 1, 1, 6]);
  });
  it('never leaves the eight colours, whatever the name is', () => {
    for (const name of ['', '\u0000', 'ש'.repeat(10_000), '😀', '<<<<', '((((', '>>>>']) {
      expect(functionColour(name)).toBeGreaterThanOrEqual(0);
      expect(functionColour(name)).toBeLessThan(8);
    }
  });
});

describe('colours as text', () => {
  it('reads what stylesheets and computed styles contain', () => {
    expect(parseColour('#a9d1ff')).toMatchObject({ red: 0xa9, green: 0xd1, blue: 0xff });
    expect(parseColour('rgb(1, 2, 3)')).toMatchObject({ red: 1, green: 2, blue: 3 });
  });
  it('refuses anything else', () => {
    for (const text of ['', 'red', '#fff', 'light-dark(#000000, #ffffff)'])
      expect(() => parseColour(text)).toThrow(RangeError);
  });
});
