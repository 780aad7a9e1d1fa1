import type { LoadedFile } from '@core/symbols/loads/load-map';
import { buildIdPart, elfOf, symbolParts } from '../../setup/small-elf';
import { loadedFile } from './symbols';

interface Binary {
  buildId?: string;
  functions?: readonly string[];
  /** `exported`: without the table that strip(1) removes. */
  table?: 'full' | 'exported';
  memoryBytes?: number;
}

/** A small program whose functions begin at 0x100, 0x200 and so on. */
export function binary({ buildId, functions = [], table = 'full', memoryBytes = 0x1000 }: Binary): Buffer {
  const symbols = functions.map((name, index) => ({ name, address: (index + 1) * 0x100, size: 0x10 }));
  const note = buildId === undefined ? [] : [buildIdPart(buildId)];
  const tables = functions.length === 0 ? [] : symbolParts(symbols, {}, table === 'full' ? 'symtab' : 'dynsym');
  return elfOf([...note, ...tables], { segments: [{ type: 1, address: 0, memoryBytes }] });
}

export const loaded = (path: string, buildId: string | null = null, debugLink: LoadedFile['debugLink'] = null) =>
  loadedFile(path, { buildId, debugLink });
