import { TraceFiles } from '@core/analysis/files/trace-files';
import { openedTrace } from '@core/analysis/open-trace';
import { readTraceSymbols, symboliserOf } from '@core/symbols/open-symboliser';
import type { FunctionAt } from '@core/symbols/symboliser';
import { readEvents } from '@reader/events/read-events';

/** What the symbol file of a trace says about each function that was called, once for each place. Neither image nor engine is used. */
export async function namesOfCalls(path: string): Promise<FunctionAt[]> {
  const symbols = await readTraceSymbols(path);
  if (!symbols) throw new Error(`${path} has no symbol file.`);
  const files = await TraceFiles.open(path);
  try {
    const { reading } = await openedTrace(files);
    const names = await symboliserOf(symbols, reading.span.beginNs);
    const found = new Map<string, FunctionAt>();
    const select = ({ name }: { name: string }): boolean => name === 'lttng_ust_cyg_profile:func_entry';
    for (const batch of readEvents(reading, { select }))
      for (const { commonContext, payload, timeNs } of batch) {
        const ids = { pidNs: Number(commonContext.get('pid_ns')), vpid: Number(commonContext.get('vpid')) };
        const address = BigInt(payload.get('addr') as number | bigint);
        const key = `${ids.pidNs} ${ids.vpid} ${address}`;
        if (!found.has(key)) found.set(key, names.functionAt(ids, address, timeNs));
      }
    return [...found.values()];
  } finally {
    await files.close();
  }
}
