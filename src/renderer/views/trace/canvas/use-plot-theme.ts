import { type RefObject, useLayoutEffect, useState } from 'react';
import { type PlotTheme, readPlotTheme } from '../drawing/theme/plot-theme';

/** The colours that apply to an element, read again when the theme changes. Null before the element is in the page. */
export function usePlotTheme(element: RefObject<HTMLElement | null>): PlotTheme | null {
  const [theme, setTheme] = useState<PlotTheme | null>(null);
  useLayoutEffect(() => {
    const read = (): void => {
      if (element.current) setTheme(readPlotTheme(element.current));
    };
    read();
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', read);
    return () => dark.removeEventListener('change', read);
  }, [element]);
  return theme;
}
