import { ACTION_GROUPS, type Action, type ActionGroup } from '../../stores/actions';

/** A heading of the palette with its matches, the best first. */
export interface ActionMatches {
  group: ActionGroup;
  actions: readonly Action[];
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Finds the actions in which each typed word is the start of a word of the title, the heading or the search terms. Scattered
 * letters of a title do not match: Enter after "dark" must never run "Build the Demo imAge foR docKer".
 * @param headings the palette's heading for each group
 * @returns the groups by their best match, then in their usual order; all actions if nothing is typed
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

/** Ranks a match. 2: the title starts with the text; 1: the title contains all words; 0: some are in the heading or the search terms. */
function rankOf(action: Action, typed: readonly string[], heading: string): number | undefined {
  const title = wordsOf(action.title);
  const begins = (words: readonly string[]) => (word: string) => words.some((one) => one.startsWith(word));
  if (!typed.every(begins([...title, ...wordsOf(heading), ...wordsOf(action.searchTerms ?? '')]))) return undefined;
  if (title.join(' ').startsWith(typed.join(' '))) return 2;
  return typed.every(begins(title)) ? 1 : 0;
}
