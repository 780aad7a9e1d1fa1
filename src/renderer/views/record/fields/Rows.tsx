import './fields.css';
import { Plus, X } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../parts/Button';
import { fieldId } from '../../../stores/draft';
import { FieldError, FormRow } from './FormRow';
import { useShownErrors } from './use-field';

interface Props<Row> {
  title: string;
  className: string;
  head: readonly string[];
  /** The tooltip of a heading. */
  headTitles?: readonly (string | undefined)[];
  /** The fields of a row that can have errors: `name` of `env.0.name`. The first gets the focus in a new row. */
  fields: readonly string[];
  list: 'env' | 'volumes';
  rows: readonly Row[];
  add: string;
  removeLabel(index: number): string;
  onAdd(): void;
  onRemove(index: number): void;
  children(row: Row, index: number): ReactNode;
}

/** Rows of fields under one head. Rows can be added and removed. */
export function Rows<Row>(props: Props<Row>) {
  const { title, className, head, headTitles, fields, list, rows, children } = props;
  const errors = useShownErrors();
  const group = useRef<HTMLFieldSetElement>(null);
  /** The target of the focus after the next change: the first field of a new row, or the add button after a removal. */
  const next = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when a row was added or removed
  useEffect(() => {
    if (next.current === null) return;
    group.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = null;
  }, [rows.length]);
  return (
    <FormRow label={title}>
      <fieldset ref={group} className="rows" aria-label={title}>
        {rows.length > 0 ? (
          <div className={`rows-grid ${className}`}>
            {head.map((words, at) => (
              <span key={words} className="rows-head" title={headTitles?.[at] ?? words} aria-hidden>
                {words}
              </span>
            ))}
            <span aria-hidden />
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is identified by its position only
              <Fragment key={index}>
                {children(row, index)}
                <button
                  type="button"
                  className="icon-button"
                  aria-label={props.removeLabel(index)}
                  title={props.removeLabel(index)}
                  onClick={() => {
                    next.current = '.rows-add';
                    props.onRemove(index);
                  }}
                >
                  <X size={14} aria-hidden />
                </button>
                {fields.map((field) => {
                  const name = `${list}.${index}.${field}`;
                  return errors[name] ? (
                    <div key={field} className="rows-error">
                      <FieldError id={`${fieldId(name)}-error`} error={errors[name]} />
                    </div>
                  ) : null;
                })}
              </Fragment>
            ))}
          </div>
        ) : null}
        <Button
          kind="quiet"
          className="rows-add"
          onClick={() => {
            next.current = `#${fieldId(`${list}.${rows.length}.${fields[0] ?? ''}`)}`;
            props.onAdd();
          }}
        >
          <Plus size={14} aria-hidden />
          {props.add}
        </Button>
      </fieldset>
    </FormRow>
  );
}
