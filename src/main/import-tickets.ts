import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { Core } from '@core/core';
import { diskFloor } from '@core/runs/watch/disk-guard';
import type { ImportLook } from '@shared/ipc/channels/imports';
import { AppError } from '@shared/model/app-error';
import type { ImportFinding } from '@shared/model/import';
import type { RunConfig } from '@shared/request/run-config';

type Limits = RunConfig['limits'];

/** Only this many unused tickets are kept. The oldest are dropped. */
const KEPT = 20;

/** Keeps the paths of inspected imports in the main process. The page refers to them by a ticket. */
export class ImportTickets {
  private readonly looks = new Map<string, ImportLook>();

  constructor(private readonly core: () => Core) {}

  /** Inspects paths and issues a ticket for them. @param limits the limits that determine the disk floor */
  async look(paths: readonly string[], limits: Limits): Promise<ImportLook> {
    const relative = paths.find((path) => !isAbsolute(path));
    if (relative !== undefined)
      throw new AppError('config', 'The dropped item has no absolute path, so it cannot be imported.');
    const findings: ImportFinding[] = [];
    for (const path of new Set(paths)) findings.push(await this.core().inspectImport(path));
    const { freeBytes, totalBytes } = await this.core().library.space();
    const ticket = randomBytes(16).toString('hex');
    const look = { ticket, findings, freeBytes, floorBytes: diskFloor(limits, totalBytes) };
    this.looks.set(ticket, look);
    for (const old of [...this.looks.keys()].slice(0, -KEPT)) this.looks.delete(old);
    return look;
  }

  /** Returns the importable findings of a ticket and invalidates it. @throws AppError `missing` for an unknown ticket */
  redeem(ticket: string): Pick<ImportLook, 'findings' | 'floorBytes'> {
    const look = this.looks.get(ticket);
    if (!look)
      throw new AppError('missing', 'The selection for this import has expired.', { hint: 'Select the files again.' });
    this.looks.delete(ticket);
    return { floorBytes: look.floorBytes, findings: look.findings.filter(({ error }) => error === null) };
  }
}
