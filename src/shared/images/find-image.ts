/**
 * Completes a name as engines do: `alpine` is `docker.io/library/alpine:latest`. Removes the registry, which is `localhost/` for
 * built images.
 */
function completed(reference: string): string {
  const bare = reference.replace(/^docker\.io\/(library\/)?/, '').replace(/^localhost\//, '');
  return /:[^/]*$/.test(bare) ? bare : `${bare}:latest`;
}

const ID = /^(?:sha256:)?([0-9a-f]{12,64})$/;

/**
 * Finds the image that a typed reference names: by name, by completed name, or by the start of its id.
 * @returns undefined when there is none; references with a digest (`name@sha256:…`) are not in the engines' lists
 */
export function findImage<T extends { id: string; names: readonly string[] }>(
  images: readonly T[],
  typed: string,
): T | undefined {
  const reference = typed.trim();
  if (reference === '') return undefined;
  const exact = images.find((image) => image.names.includes(reference));
  if (exact) return exact;
  const wanted = completed(reference);
  const named = images.find((image) => image.names.some((name) => completed(name) === wanted));
  if (named) return named;
  const id = ID.exec(reference)?.[1];
  return id === undefined ? undefined : images.find((image) => image.id.startsWith(`sha256:${id}`));
}
