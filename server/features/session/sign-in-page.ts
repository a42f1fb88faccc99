interface SignInPage {
  readonly title: string;
  readonly words: readonly string[];
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes.get(character) ?? '');
}

const style =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:36rem;margin:15vh auto;padding:0 1rem}a{margin-right:1.5rem}';

/** What a browser shows between the provider and the dashboard when somebody cannot go on; needs no script. */
export function signInPage({ title, words, links }: SignInPage, styleNonce: string): string {
  const paragraphs = words.map((text) => `<p>${escaped(text)}</p>`).join('');
  const anchors = links.map(({ href, label }) => `<a href="${escaped(href)}">${escaped(label)}</a>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)} · Durascope</title><style nonce="${escaped(styleNonce)}">${style}</style></head><body><main><h1>${escaped(title)}</h1>${paragraphs}<p>${anchors}</p></main></body></html>`;
}
