/** Selected events by index: all from `anchor` to `focus`. */
export interface EventSelection {
  anchor: number;
  focus: number;
}

export const firstOf = ({ anchor, focus }: EventSelection): number => Math.min(anchor, focus);
export const lastOf = ({ anchor, focus }: EventSelection): number => Math.max(anchor, focus);
export const isSelected = (selection: EventSelection | null, index: number): boolean =>
  selection !== null && index >= firstOf(selection) && index <= lastOf(selection);
export const sizeOf = (selection: EventSelection | null): number =>
  selection === null ? 0 : lastOf(selection) - firstOf(selection) + 1;

/** After a click or a key on a row. @param isExtending with Shift */
export const selectTo = (selection: EventSelection | null, index: number, isExtending: boolean): EventSelection => ({
  anchor: isExtending && selection ? selection.anchor : index,
  focus: index,
});

/** When indexes were corrected. */
export const shiftedBy = (selection: EventSelection | null, by: number): EventSelection | null =>
  selection && { anchor: Math.max(0, selection.anchor + by), focus: Math.max(0, selection.focus + by) };
