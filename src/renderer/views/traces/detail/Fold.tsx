import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { create } from 'zustand';

type Section = 'commands' | 'output';

/** The open sections. They stay open when another trace is selected. */
const useUnfolded = create<Record<Section, boolean>>()(() => ({ commands: false, output: false }));

/** A section whose content is read from the disk only when it is opened. */
export function Fold({ section, title, children }: { section: Section; title: string; children: ReactNode }) {
  const open = useUnfolded((state) => state[section]);
  return (
    <Collapsible.Root
      render={<section className="detail-section" aria-label={title} />}
      open={open}
      onOpenChange={(next) => useUnfolded.setState({ [section]: next })}
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
