/** Forms: a label above, a hint, the error in words at the field, and a summary on top that leads there. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { words } from '../words/index.ts';
import { Icon } from './Icon.tsx';

interface FieldProps {
  id: string;
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'tel' | 'search' | 'password' | 'date' | 'number' | 'email';
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'tel';
  maxLength?: number;
  /** More than one: a text area of this many lines. */
  lines?: number;
  lang?: string;
}

export function Field(props: FieldProps) {
  const { id, label, hint, error, optional = false, value, onInput, type = 'text', lines = 1 } = props;
  const shared = {
    id,
    name: id,
    value,
    class: 'input',
    autoComplete: props.autoComplete ?? 'off',
    inputMode: props.inputMode,
    maxLength: props.maxLength,
    'aria-describedby': describedBy(id, hint, error),
    'aria-invalid': error ? true : undefined,
    onInput: (event: Event) => onInput((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>
        {label} {optional && <span class="optional">{words.shell.optional}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      {lines > 1 ? <textarea {...shared} rows={lines} /> : <input {...shared} type={type as 'text'} />}
    </div>
  );
}

function describedBy(id: string, hint: ComponentChildren, error: string | undefined): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="warning" /> {error}
    </p>
  );
}

export interface Choice<V extends string> {
  value: V;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

interface ChoicesProps<V extends string> {
  id: string;
  legend: ComponentChildren;
  legendHidden?: boolean;
  hint?: ComponentChildren;
  error?: string | undefined;
  choices: readonly Choice<V>[];
  value: V | null;
  onChange: (value: V) => void;
}

/** One of several, each as large as a thumb. */
export function Choices<V extends string>({ id, legend, legendHidden = false, hint, error, choices, value, onChange }: ChoicesProps<V>) {
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} id={id} aria-describedby={describedBy(id, hint, error)}>
      <legend class={legendHidden ? 'visually-hidden' : ''}>{legend}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input type="radio" name={id} value={choice.value} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          <span>
            {choice.label}
            {choice.hint && <span class="choice-hint">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A group takes no focus: its chosen choice does, else its first. */
function focusField(id: string): void {
  const field = document.getElementById(id);
  const inside = field?.querySelector<HTMLElement>(':checked') ?? field?.querySelector<HTMLElement>('input');
  (inside ?? field)?.focus();
}

interface CheckboxProps {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Checkbox({ id, label, hint, checked, onChange }: CheckboxProps) {
  return (
    <label class="choice" for={id}>
      <input id={id} type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <span class="choice-hint">{hint}</span>}
      </span>
    </label>
  );
}

interface SelectProps {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  children: ComponentChildren;
}

export function Select({ id, label, hint, error, value, onChange, children }: SelectProps) {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      <select
        id={id}
        class="input"
        value={value}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {children}
      </select>
    </div>
  );
}

interface ErrorSummaryProps {
  /** A field's id and its sentence. */
  errors: Record<string, string>;
  /** Where errors follow the typing: changes when the form is sent, and only then is the focus taken. */
  sent?: string | number;
}

/** On top of a form that was sent with faults: says what, leads to each. */
export function ErrorSummary({ errors, sent }: ErrorSummaryProps) {
  const entries = Object.entries(errors);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [sent ?? JSON.stringify(errors)]);
  if (entries.length === 0) return null;
  return (
    <div class="notice notice-fault" role="alert" tabIndex={-1} ref={box}>
      <Icon name="warning" />
      <div class="notice-words">
        <p class="notice-title">{words.shell.errorSummary}</p>
        <ul class="plain-list">
          {entries.map(([id, sentence]) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(id);
                }}
              >
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
