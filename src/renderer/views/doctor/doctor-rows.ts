import { CHECK_LIST, type ListedCheck } from '@shared/doctor/check-list';
import { CHECK_GROUPS, type Check, type CheckGroup } from '@shared/model/capabilities';

/** A line of the view: a check, or its placeholder while it is running. */
export interface CheckRow {
  listed: ListedCheck;
  /** Null: not known yet. */
  check: Check | null;
}

export interface CheckSection {
  key: string;
  group: CheckGroup;
  /** The name of the engine, in an engine's section. */
  engineTitle: string | null;
  rows: CheckRow[];
}

/**
 * Sorts the checks into their places, whatever the order in which they arrive.
 * @param waiting whether unknown checks get a placeholder, in the first run; further checks of an engine that does not respond get none
 */
export function checkSections(checks: readonly Check[], waiting: boolean): CheckSection[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const answers = (engine: string): boolean =>
    checks.find((check) => check.engine === engine && check.id === `engine-${engine}`)?.state === 'good';
  const rows = CHECK_LIST.map((listed): CheckRow => ({ listed, check: byId.get(listed.id) ?? null })).filter(
    ({ listed, check }) =>
      check !== null || (waiting && !(listed.engine && listed.stage === 'further' && !answers(listed.engine))),
  );
  return CHECK_GROUPS.flatMap((group): CheckSection[] => {
    const own = rows.filter(({ listed }) => listed.group === group);
    const engines = [...new Set(own.map(({ listed }) => listed.engine))];
    return engines.map((engine) => ({
      key: engine ?? group,
      group,
      engineTitle: engine ? (CHECK_LIST.find((listed) => listed.id === `engine-${engine}`)?.title ?? engine) : null,
      rows: own.filter(({ listed }) => listed.engine === engine),
    }));
  });
}
