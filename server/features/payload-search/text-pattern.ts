const syntax = /[\\^$.*+?()[\]{}|/]/;
const shortEscapes = new Map([
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['\b', 'b'],
  ['\f', 'f'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
]);

/** Hexadecimal digits of either case, whatever case the search has. */
function hexOf(unit: string): string {
  const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function variants(character: string, isCaseSensitive: boolean): string[] {
  if (isCaseSensitive) return [character];
  return [...new Set([character, character.toLowerCase(), character.toUpperCase()])];
}

function patternOf(character: string, isCaseSensitive: boolean): string {
  const plain = syntax.test(character) ? `\\${character}` : character;
  // Serialisers write letters and digits of ASCII as they are.
  if (/[\w ]/.test(character)) return plain;
  const short = shortEscapes.get(character);
  const long = variants(character, isCaseSensitive).map((variant) =>
    variant
      .split('')
      .map((unit) => `\\\\u${hexOf(unit)}`)
      .join(''),
  );
  const shortPattern = short === undefined ? [] : [`\\\\${syntax.test(short) ? `\\${short}` : short}`];
  return `(?:${[...shortPattern, ...long, plain].join('|')})`;
}

/** Finds the text as it is and as JSON may write it: `é` is `\u00e9` in payloads of many function apps, `"` is `\"`. */
export function textPattern(text: string, isCaseSensitive: boolean): RegExp {
  const source = Array.from(text, (character) => patternOf(character, isCaseSensitive)).join('');
  return new RegExp(source, isCaseSensitive ? 'u' : 'iu');
}
