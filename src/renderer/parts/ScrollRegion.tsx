import type { ComponentProps } from 'react';

/** A named region that scrolls. It is focusable, so that the keyboard can scroll it too. */
export function ScrollRegion(props: ComponentProps<'div'> & { 'aria-label': string }) {
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; this one only scrolls
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  return <div role="group" tabIndex={0} {...props} />;
}
