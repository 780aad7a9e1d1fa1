import { useSyncExternalStore } from 'react';

const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

/** Renders again when the theme changes, so that a canvas is drawn in its colours. */
export const useThemeChange = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = dark();
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => dark().matches,
  );
