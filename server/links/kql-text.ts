const escapes = new Map([
  ['\\', String.raw`\\`],
  ['"', String.raw`\"`],
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

function escaped(character: string): string {
  const known = escapes.get(character);
  if (known !== undefined) return known;
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => String.raw`\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/**
 * A string literal of the Kusto Query Language that holds exactly this text, on one line: whatever is in it, it cannot end
 * the literal. Characters that nobody sees, or that turn the direction of what follows, are written as their codes.
 */
export function kqlText(text: string): string {
  return `"${text.replaceAll(/[\\"\p{C}\p{Zl}\p{Zp}]/gu, escaped)}"`;
}
