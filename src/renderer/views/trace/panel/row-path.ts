import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { nameOfRow } from '../timeline/rows/row-text';

/** `worker-2 [12] · api [7] · checkout-1` */
export function pathOf({ rows }: WholeTrace, row: number): string {
  const path: string[] = [];
  for (let at = row; at >= 0; at = rows[at]?.parent ?? -1) {
    const found = rows[at];
    if (!found) break;
    const number = found.number === null || found.kind === 'container' ? '' : ` [${found.number}]`;
    path.push(`${nameOfRow(found)}${number}`);
  }
  return path.join(' · ');
}
