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
 * Does something now, or when the pointer that is pressed has been let go and its click is over: a field that is left by a
 * click elsewhere must not move what is clicked, or the click is lost.
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
