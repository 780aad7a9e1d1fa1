/** A name for the instrumented image of a folder: the folder's own name in the form that engines require. */
export function instrumentTag(folder: string): string {
  const last = folder.trim().replace(/\/+$/, '').split('/').at(-1) ?? '';
  const name = last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  return `localhost/${name || 'image'}:instrumented`;
}
