/** A function that makes its value when it is first called, and returns the same one from then on. One that throws makes it again. */
export function once<T>(make: () => T): () => T {
  let kept: { value: T } | undefined;
  return () => {
    kept ??= { value: make() };
    return kept.value;
  };
}
