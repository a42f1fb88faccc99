import { expect, test } from 'vitest';
import { z } from 'zod';

// Read from disk, because style sheets are empty when tests import them; the client has no types for Node.
const fileSystem = z.object({
  readFileSync: z.custom<(path: string, encoding: 'utf8') => string>((value) => typeof value === 'function'),
});
const nodeModule = 'node:fs';
const css = fileSystem.parse(await import(nodeModule)).readFileSync('client/styles/tokens.css', 'utf8');

type Theme = 'light' | 'dark';

function tokenValues(theme: Theme): Map<string, string> {
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g);
  return new Map(Array.from(pairs, ([, name, light, dark]) => [name!, theme === 'light' ? light! : dark!]));
}

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const grounds = ['canvas', 'rail', 'sunken', 'raised', 'hover', 'selected'];
const softGrounds = ['warning-soft', 'danger-soft'];

for (const theme of ['light', 'dark'] as const) {
  const values = tokenValues(theme);
  const texts = [...values.keys()].filter((name) => /^(ink|status-|accent$|warning$|danger$)/.test(name));

  test.each(texts)(`%s can be read on every ground of the ${theme} theme`, (name) => {
    for (const ground of grounds)
      expect(contrast(values.get(name)!, values.get(ground)!), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['ink', 'ink-muted', 'warning', 'danger'])(
    `%s can be read on notices of the ${theme} theme`,
    (name) => {
      for (const ground of softGrounds)
        expect(contrast(values.get(name)!, values.get(ground)!), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(['accent-fill', 'danger-fill'])(`white can be read on %s of the ${theme} theme`, (name) => {
    expect(contrast('#ffffff', values.get(name)!)).toBeGreaterThanOrEqual(4.5);
  });
}

test('every status has a token', () => {
  expect([...tokenValues('light').keys()].filter((name) => name.startsWith('status-'))).toHaveLength(9);
});
