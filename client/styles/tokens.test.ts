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

type Channels = readonly [number, number, number];

function multiply(matrix: readonly Channels[], [red, green, blue]: Channels): Channels {
  const [one, two, three] = matrix.map(([r, g, b]) => r * red + g * green + b * blue);
  return [one!, two!, three!];
}

function linear(hex: string): Channels {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [red!, green!, blue!];
}

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [red, green, blue] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
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

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear channels. */
const visions: Readonly<Record<string, readonly Channels[]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function oklab(channels: Channels): Channels {
  const cones = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    channels,
  );
  return multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}

/** How far apart two colours look; 0.02 is about the least one sees. */
function difference(one: string, other: string, vision: readonly Channels[]): number {
  const [a, b] = [one, other].map((hex) => {
    const [red, green, blue] = multiply(vision, linear(hex));
    return oklab([Math.max(0, red), Math.max(0, green), Math.max(0, blue)]);
  });
  return Math.hypot(a![0] - b![0], a![1] - b![1], a![2] - b![2]);
}

for (const theme of ['light', 'dark'] as const) {
  const values = tokenValues(theme);
  const series = [...values.keys()].filter((name) => name.startsWith('series-'));

  test.each(series)(`%s can be seen on every ground of the ${theme} theme`, (name) => {
    for (const ground of grounds)
      expect(contrast(values.get(name)!, values.get(ground)!), `on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(visions))(`names keep apart in the ${theme} theme for %s colour vision`, (vision) => {
    for (const [place, name] of series.entries())
      for (const [otherPlace, other] of series.slice(0, place).entries()) {
        const areNeighbours = place - otherPlace === 1 && name !== 'series-others';
        expect(
          difference(values.get(name)!, values.get(other)!, visions[vision]!),
          `${name} and ${other}`,
        ).toBeGreaterThan(areNeighbours ? 0.12 : 0.07);
      }
  });
}
