import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { Core } from '@core/core';
import { diskFloor } from '@core/runs/watch/disk-guard';
import type { ImportLook } from '@shared/ipc/channels/imports';
import { AppError } from '@shared/model/app-error';
import type { ImportFinding } from '@shared/model/import';
import type { RunConfig } from '@shared/request/run-config';

type Limits = RunConfig['limits'];

/** Looks that nobody acted on are forgotten, the oldest first. */
const KEPT = 20;

/** The paths behind what the window shows: they stay here, and the page names them by a ticket. */
export class ImportTickets {
  private readonly looks = new Map<string, ImportLook>();

  constructor(private readonly core: () => Core) {}

  /** @param limits of which the disk's floor is made */
  async look(paths: readonly string[], limits: Limits): Promise<ImportLook> {
    const relative = paths.find((path) => !isAbsolute(path));
    if (relative !== undefined) throw new AppError('config', 'What was dropped has no absolute path.');
    const findings: ImportFinding[] = [];
    for (const path of new Set(paths)) findings.push(await this.core().inspectImport(path));
    const { freeBytes, totalBytes } = await this.core().library.space();
    const ticket = randomBytes(16).toString('hex');
    const look = { ticket, findings, freeBytes, floorBytes: diskFloor(limits, totalBytes) };
    this.looks.set(ticket, look);
    for (const old of [...this.looks.keys()].slice(0, -KEPT)) this.looks.delete(old);
    return look;
  }

  /** What a look found that can be brought in; once. @throws AppError `missing` for a ticket that is not known */
  redeem(ticket: string): Pick<ImportLook, 'findings' | 'floorBytes'> {
    const look = this.looks.get(ticket);
    if (!look) throw new AppError('missing', 'What was found is not known any more.', { hint: 'Choose it again.' });
    this.looks.delete(ticket);
    return { floorBytes: look.floorBytes, findings: look.findings.filter(({ error }) => error === null) };
  }
}
