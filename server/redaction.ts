/** Takes secrets out of a text; JSON stays JSON. */
export type Redact = (text: string) => string;

const mark = '[hidden]';
/** Shorter ones would hide ordinary words. */
const minSecretChars = 6;

/** Quotes, as they stand in JSON inside of JSON too. */
const quote = String.raw`(?:\\*["'])?`;
const secretNames = [
  ...['AccountKey', 'SharedAccessKey', 'SharedAccessSignature', 'account_?key', 'connection_?string'],
  ...['client_?secret', 'client_?assertion', 'code_?verifier', 'password', 'pwd', 'api_?key', 'sig'],
  ...[
    '(?:access|refresh|id)_?token(?:_hint)?',
    'cookie_?secrets?',
    'x-ms-client-principal',
    '[\\w-]*durascope-[\\w-]+',
  ],
].join('|');

/** What follows the quote that ends a string of JSON begins no secret. */
const notAfterString = String.raw`(?![,:}\]\s])`;

/** Secrets by the words around them; whatever the first group holds stays. */
const patterns: readonly RegExp[] = [
  // Cookies may come in lists, which end with the line or the string.
  new RegExp(
    String.raw`(\b(?:set-)?cookie${quote}\s*[:=]\s*(?:\[?${quote}))${notAfterString}[^"'\\\r\n]+`,
    'gi',
  ),
  new RegExp(String.raw`(\bauthorization${quote}\s*[:=]\s*${quote})${notAfterString}[^"'\\\r\n,;]+`, 'gi'),
  new RegExp(
    String.raw`((?<![a-z])(?:${secretNames})${quote}(?:\s*[:=]\s*|%3D)${quote})${notAfterString}[^"'\\\s;&,)}\]]+`,
    'gi',
  ),
  /(\b(?:bearer|basic|sharedkey(?:lite)?)\s+)[\w.:~+/=-]{16,}/gi,
  // Web tokens begin with `{"` in Base64.
  /()\beyJ[\w-]{8,}\.[\w-]*\.[\w-]*(?:\.[\w-]*){0,2}/g,
  /([?&](?:code|assertion|token)=)[^&\s"'\\]+/gi,
  /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^/\s"'\\@]{1,200}:[^/\s"'\\@]{1,200}(?=@)/gi,
];

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** How a secret may stand in a header, an address, a JSON text or a dump. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

/** Knows secrets by what usually stands around them, and the given ones wherever and however they stand. */
export function redaction(secrets: readonly string[]): Redact {
  const long = secrets.filter((secret) => secret.length >= minSecretChars);
  const forms = [...new Set(long.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const known = forms.length === 0 ? null : new RegExp(forms.map(escaped).join('|'), 'g');
  return (text) => {
    const withoutKnown = known === null ? text : text.replace(known, mark);
    return patterns.reduce((rest, pattern) => rest.replace(pattern, `$1${mark}`), withoutKnown);
  };
}
