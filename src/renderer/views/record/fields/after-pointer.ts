let pressed = false;
for (const [event, value] of [
  ['pointerdown', true],
  ['pointerup', false],
  ['pointercancel', false],
] as const)
  window.addEventListener(
    event,
    () => {
      pressed = value;
    },
    true,
  );

/**
 * Runs a function now, or after the pressed pointer was released and its click handled. When a click elsewhere takes the focus
 * from a field, the layout must not move before the click, or the click is lost.
 */
export function afterPointer(act: () => void): void {
  if (!pressed) {
    act();
    return;
  }
  const released = (): void => {
    window.removeEventListener('pointerup', released, true);
    window.removeEventListener('pointercancel', released, true);
    setTimeout(act); // the click comes after this event, in the same task
  };
  window.addEventListener('pointerup', released, true);
  window.addEventListener('pointercancel', released, true);
}
