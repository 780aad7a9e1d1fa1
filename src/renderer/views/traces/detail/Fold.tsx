import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { unfold, useUnfolded } from './folded';

/** A section that is read from the disk only when it is opened. */
export function Fold({
  section,
  title,
  children,
}: {
  section: 'commands' | 'output';
  title: string;
  children: ReactNode;
}) {
  const open = useUnfolded((state) => state[section]);
  return (
    <Collapsible.Root
      render={<section className="detail-section" aria-label={title} />}
      open={open}
      onOpenChange={(next) => unfold(section, next)}
    >
      <h3>
        <Collapsible.Trigger className="detail-fold">
          <ChevronRight size={14} aria-hidden className="detail-fold-mark" />
          {title}
        </Collapsible.Trigger>
      </h3>
      <Collapsible.Panel>{open ? children : null}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
