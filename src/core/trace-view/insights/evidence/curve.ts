import type { Evidence } from '@shared/trace-view/insight';

/** Points of the curve: one for two pixels of the picture. */
const POINTS = 84;

/** A curve of bytes, with the least value of each piece. */
export function curveEvidence(bytes: Float64Array, fromNs: number, toNs: number): Evidence {
  const points = Math.min(POINTS, bytes.length);
  const values = Array.from({ length: points }, (_, point) => {
    const begin = Math.floor((bytes.length * point) / points);
    const end = Math.max(begin + 1, Math.floor((bytes.length * (point + 1)) / points));
    return bytes.subarray(begin, end).reduce((least, value) => Math.min(least, value), Infinity);
  });
  return { kind: 'curve', fromNs, toNs, unit: 'bytes', values };
}
