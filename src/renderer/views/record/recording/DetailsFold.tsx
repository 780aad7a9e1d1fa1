import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface DetailsFoldProps {
  /** The key under which the page stores whether it is open. */
  remembered: string;
  title: string;
  /** A one-line summary, shown while it is folded. */
  summary: ReactNode;
  /** Forced open: a field in it has an error, or a selection is required. */
  needed: boolean;
  className?: string;
  panelClassName?: string;
  children: ReactNode;
}

/** Options of the recording that most users leave unchanged. */
export function DetailsFold(props: DetailsFoldProps) {
  const { remembered, title, summary, needed, className, panelClassName = 'details-panel', children } = props;
  const [wanted, setWanted] = useState(() => localStorage.getItem(remembered) === 'open');
  return (
    <Collapsible.Root
      {...(className && { className })}
      open={wanted || needed}
      onOpenChange={(next) => {
        localStorage.setItem(remembered, next ? 'open' : 'closed');
        setWanted(next);
      }}
    >
      <Collapsible.Trigger className="fold details-fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        <span>{title}</span>
        <span className="quiet figures">{summary}</span>
      </Collapsible.Trigger>
      <Collapsible.Panel className={panelClassName}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
