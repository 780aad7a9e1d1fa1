import type { ScanPlan } from '../scan/plan/scan-plan';
import type { DensityBins } from '../scan/scan-result';
import { WindowScanner } from '../scan/window-scanner';
import type { TraceReading } from '../trace-reading';
import { isCompilable } from './compiled-scan';
import { CompiledWindows } from './compiled-windows';

/** What scans windows for callers that need their records: the compiled core if it can read the trace, else TypeScript. */
export const windowScanner = (reading: TraceReading, plan: ScanPlan, bins: DensityBins): Pick<WindowScanner, 'scan'> =>
  isCompilable(plan) ? new CompiledWindows(reading, plan, bins) : new WindowScanner(reading, plan, bins);
