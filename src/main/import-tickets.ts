import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { Core } from '@core/core';
import type { ImportLook } from '@shared/ipc/channels/imports';
import { AppError } from '@shared/model/app-error';
import type { ImportFinding } from '@shared/model/import';

/** Looks that nobody acted on are forgotten, the oldest first. */
const KEPT = 20;

/** The paths behind what the window shows: they stay here, and the page names them by a ticket. */
export class ImportTickets {
  private readonly looks = new Map<string, ImportFinding[]>();

  constructor(private readonly core: () => Core) {}

  /** @param floorBytes what is to stay free on the disk */
  async look(paths: readonly string[], floorBytes: number): Promise<ImportLook> {
    const relative = paths.find((path) => !isAbsolute(path));
    if (relative !== undefined) throw new AppError('config', 'What was dropped has no absolute path.');
    const findings: ImportFinding[] = [];
    for (const path of new Set(paths)) findings.push(await this.core().lookAtImport(path));
    const ticket = randomBytes(16).toString('hex');
    this.looks.set(ticket, findings);
    for (const old of [...this.looks.keys()].slice(0, -KEPT)) this.looks.delete(old);
    return { ticket, findings, freeBytes: (await this.core().library.space()).freeBytes, floorBytes };
  }

  /** What a look found that can be brought in; once. @throws AppError `missing` for a ticket that is not known */
  redeem(ticket: string): ImportFinding[] {
    const findings = this.looks.get(ticket);
    if (!findings) throw new AppError('missing', 'What was found is not known any more.', { hint: 'Choose it again.' });
    this.looks.delete(ticket);
    return findings.filter(({ error }) => error === null);
  }
}
