import { ChevronDown, ChevronRight } from 'lucide-react';

/** Opens or collapses a row by pointer. The keys of the tree do the same, so it is hidden from screen readers. */
export function TreeTwist({ isOpen, onToggle }: { isOpen: boolean | null; onToggle(isOpen: boolean): void }) {
  if (isOpen === null) return <span className="tree-twist" />;
  const Mark = isOpen ? ChevronDown : ChevronRight;
  return (
    <span
      className="tree-twist"
      aria-hidden
      onPointerDown={(event) => {
        event.stopPropagation();
        onToggle(!isOpen);
      }}
    >
      <Mark size={14} />
    </span>
  );
}
