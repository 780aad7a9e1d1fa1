import { WARNING_KINDS } from '@reader/read-error';
import { parseJson } from '@shared/model/json';
import { MIB } from '@shared/model/units';
import { z } from 'zod';
import type { AnalysedTrace } from '../analysed-trace';
import { readAnalysis, writeAnalysis } from './analysis-columns';
import { ColumnWriter, isOfBytes } from './column-bytes';
import { type SealedKind, sealColumns, unsealColumns } from './sealed-columns';

/** Increase it when the columns or the rules of the analysis change, so that older files are not used. */
export const ANALYSIS_VERSION = 4;
const KIND: SealedKind = { magic: 'CTANALYS', version: ANALYSIS_VERSION, mostBytes: 512 * MIB };

const warningsSchema = z.array(
  z.object({
    kind: z.enum(WARNING_KINDS),
    leaf: z.string(),
    stream: z.string().nullable(),
    packet: z.number().nullable(),
    offsetBytes: z.number().nullable(),
    message: z.string(),
  }),
);

/** The file of an analysis. */
export function encodeAnalysis({ analysis, warnings }: AnalysedTrace): Uint8Array {
  const writer = new ColumnWriter();
  writer.texts([JSON.stringify(warnings)]);
  writeAnalysis(analysis, writer);
  return sealColumns(KIND, writer.bytes());
}

/** @returns undefined for a file of another version, or a damaged one */
export function decodeAnalysis(file: Uint8Array): AnalysedTrace | undefined {
  try {
    const reader = unsealColumns(KIND, file);
    if (!reader) return undefined;
    const warnings = warningsSchema.parse(parseJson(reader.texts()[0] ?? ''));
    return { analysis: readAnalysis(reader), warnings };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isOfBytes(error)) return undefined;
    throw error;
  }
}
