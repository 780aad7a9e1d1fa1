import { ACTION_GROUPS, type Action, type ActionGroup } from '../../stores/actions';

/** A heading of the palette with what was found of it, the best first. */
export interface ActionMatches {
  group: ActionGroup;
  actions: readonly Action[];
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The actions in which each typed word begins a word of the title, the heading or the action's other words. Letters that
 * are merely somewhere in a title find nothing: "dark" must never offer "Build the Demo imAge foR docKer" to Enter.
 * @param headings what the palette writes over each group
 * @returns the groups by their best match, then in their usual order; with nothing typed all as they are given
 */
export function matchingActions(
  actions: readonly Action[],
  query: string,
  headings: Record<ActionGroup, string>,
): ActionMatches[] {
  const typed = wordsOf(query);
  const ranked = actions
    .flatMap((action) => {
      const rank = rankOf(action, typed, headings[action.group]);
      return rank === undefined ? [] : { action, rank };
    })
    .sort((one, other) => other.rank - one.rank);
  const groups = new Set(ranked.map(({ action }) => action.group));
  const inOrder = typed.length === 0 ? ACTION_GROUPS.filter((group) => groups.has(group)) : [...groups];
  return inOrder.map((group) => ({
    group,
    actions: ranked.filter(({ action }) => action.group === group).map(({ action }) => action),
  }));
}

/** 2: the title begins so; 1: all is in the title; 0: some of it is in other words; undefined: not found. */
function rankOf(action: Action, typed: readonly string[], heading: string): number | undefined {
  const title = wordsOf(action.title);
  const begins = (words: readonly string[]) => (word: string) => words.some((one) => one.startsWith(word));
  if (!typed.every(begins([...title, ...wordsOf(heading), ...wordsOf(action.searchTerms ?? '')]))) return undefined;
  if (title.join(' ').startsWith(typed.join(' '))) return 2;
  return typed.every(begins(title)) ? 1 : 0;
}
