import { CHECK_LIST, type CheckId, listedCheck } from '@shared/doctor/check-list';
import type { Check } from '@shared/model/capabilities';
import { shellCommand } from '@shared/planning/shell-quote';
import type { Finding } from './finding';

/** What was found, check by check, and since when it has been so. */
export class FindingBook {
  readonly #checks = new Map<string, Check>();
  readonly #mends = new Map<string, NonNullable<Finding['mend']>>();

  /** Takes the newest finding of a check; `since` stays while its state does. */
  enter(id: CheckId, { mend, ...finding }: Finding): Check {
    const { group, engine, title } = listedCheck(id);
    const checkedAt = new Date().toISOString();
    const before = this.#checks.get(id);
    const check: Check = {
      ...{ id, group, title, ...(engine ? { engine } : {}) },
      ...finding,
      ...(mend ? { remedy: shellCommand(mend) } : {}),
      mendable: mend !== undefined,
      since: before?.state === finding.state ? before.since : checkedAt,
      checkedAt,
    };
    this.#checks.set(id, check);
    if (mend) this.#mends.set(id, mend);
    else this.#mends.delete(id);
    return check;
  }

  has(id: string): boolean {
    return this.#checks.has(id);
  }

  /** What does not apply any more: the storage of an engine that is down. */
  forget(which: (check: Check) => boolean): void {
    for (const check of [...this.#checks.values()].filter(which)) {
      this.#checks.delete(check.id);
      this.#mends.delete(check.id);
    }
  }

  checks(): Check[] {
    return CHECK_LIST.flatMap(({ id }) => this.#checks.get(id) ?? []);
  }

  mendOf(id: string): Finding['mend'] {
    return this.#mends.get(id);
  }
}
