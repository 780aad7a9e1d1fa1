import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface DetailsFoldProps {
  /** Under which the page keeps whether it was left open. */
  remembered: string;
  title: string;
  /** What is set, in one line: it says so while it is folded. */
  summary: ReactNode;
  /** Open, whatever was left: something in it is wrong, or must be chosen. */
  needed: boolean;
  className?: string;
  panelClassName?: string;
  children: ReactNode;
}

/** A part of the recording that most leave as it is. */
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
