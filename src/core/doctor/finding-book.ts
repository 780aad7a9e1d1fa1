import { CHECK_LIST, type CheckId, listedCheck } from '@shared/doctor/check-list';
import type { Check } from '@shared/model/capabilities';
import { shellCommand } from '@shared/planning/shell-quote';
import type { Finding } from './finding';

/** The latest finding of each check, and since when the check has been in its state. */
export class FindingBook {
  readonly #checks = new Map<string, Check>();
  readonly #fixes = new Map<string, NonNullable<Finding['fix']>>();

  /** Stores the newest finding of a check. `since` changes only with the state. */
  enter(id: CheckId, { fix, ...finding }: Finding): Check {
    const { group, engine, title } = listedCheck(id);
    const checkedAt = new Date().toISOString();
    const before = this.#checks.get(id);
    const check: Check = {
      ...{ id, group, title, ...(engine ? { engine } : {}) },
      ...finding,
      ...(fix ? { remedy: shellCommand(fix) } : {}),
      mendable: fix !== undefined,
      since: before?.state === finding.state ? before.since : checkedAt,
      checkedAt,
    };
    this.#checks.set(id, check);
    if (fix) this.#fixes.set(id, fix);
    else this.#fixes.delete(id);
    return check;
  }

  has(id: string): boolean {
    return this.#checks.has(id);
  }

  /** Removes checks that no longer apply, for example the storage of a stopped engine. */
  forget(which: (check: Check) => boolean): void {
    for (const check of [...this.#checks.values()].filter(which)) {
      this.#checks.delete(check.id);
      this.#fixes.delete(check.id);
    }
  }

  checks(): Check[] {
    return CHECK_LIST.flatMap(({ id }) => this.#checks.get(id) ?? []);
  }

  fixOf(id: string): Finding['fix'] {
    return this.#fixes.get(id);
  }
}
