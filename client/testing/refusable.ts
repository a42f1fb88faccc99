import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

/** Presses a button once it may be pressed. */
export async function press(name: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
  await userEvent.click(button);
}

/** Why a button cannot be pressed, once that is known. */
export async function refusalOf(name: string | RegExp): Promise<string> {
  const button = await screen.findByRole('button', { name });
  const reason = () => {
    expect(button.getAttribute('aria-disabled')).toBe('true');
    const id = button.getAttribute('aria-describedby') ?? '';
    return document.querySelector(`[id="${id}"]`)?.textContent ?? '';
  };
  await waitFor(() => expect(reason()).not.toContain('is being read'));
  return reason();
}
