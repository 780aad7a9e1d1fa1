import './imports.css';
import { Import } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useImports } from '../../stores/imports';
import { texts } from '../../texts/en';

const { imports: labels } = texts;
const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Accepts files dropped anywhere on the window. While files are dragged over the window, an overlay says what a drop does. */
export function DropOverlay() {
  const [over, setOver] = useState(false);
  const drop = useImports((state) => state.drop);
  useEffect(() => {
    /** Nesting depth of the pointer: every element that it enters or leaves sends its own event. */
    let depth = 0;
    /** Items dragged out of this window are not imported. */
    let isOurs = false;
    const set = (next: number): void => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const listeners = {
      dragstart: () => {
        isOurs = true;
      },
      pointermove: () => {
        isOurs = false; // no pointer events are sent during a drag, so it has ended
      },
      dragenter: (event: DragEvent) => {
        if (!isOurs && hasFiles(event)) set(depth + 1);
      },
      dragleave: (event: DragEvent) => {
        if (!isOurs && hasFiles(event)) set(depth - 1);
      },
      dragover: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = isOurs ? 'none' : 'copy';
      },
      drop: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        set(0);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (!isOurs && files.length > 0) void drop(files);
      },
    };
    const bound = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of bound) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of bound) window.removeEventListener(name, listener);
    };
  }, [drop]);
  if (!over) return null;
  return (
    <div className="drop-overlay" aria-hidden>
      <div className="drop-target">
        <Import size={24} aria-hidden />
        <p className="drop-title">{labels.drop}</p>
        <p className="quiet">{labels.dropText}</p>
      </div>
    </div>
  );
}
