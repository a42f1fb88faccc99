import type { KeyboardEvent } from 'react';

/** Ctrl or Cmd with Enter sends the form from any of its fields. */
export function sendOnKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** Puts the focus where the first mistake is, once it is marked. */
export function focusFirstProblem(form: HTMLFormElement): void {
  window.requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
