/** The message and the hint of a container that did not start; the engine's own message follows the first. */
export const NOT_STARTED = {
  message: 'The container did not start.',
  hint: "The engine's message names the cause. If the program is missing, name one that is in the image, by its absolute path or on its PATH. Otherwise check user, working directory and network.",
};
