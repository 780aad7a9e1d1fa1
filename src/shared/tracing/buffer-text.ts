import type { Buffers } from './events';

/** `64 KiB`, `2 MiB` */
export const bufferSizeText = (kiB: number): string => (kiB % 1024 === 0 ? `${kiB / 1024} MiB` : `${kiB} KiB`);

/** `32 × 1 MiB` */
export const buffersText = ({ count, sizeKiB }: Buffers): string => `${count} × ${bufferSizeText(sizeKiB)}`;
