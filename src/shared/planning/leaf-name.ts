const LONGEST = 60;

/** A title as part of a folder's name: Trace Compass shows the leaf folder's own name as the name of the trace. */
export function leafNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST)
    .replace(/[-.]+$/, '');
  return name || 'trace';
}
