import { parseSetCookie } from 'cookie';

const maxHops = 20;

interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Follows redirects and keeps cookies as a browser does, as far as one host goes. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` lines in the order in which they came. */
  readonly received: string[] = [];
  /** Every address visited. */
  readonly visited: string[] = [];

  async open(url: string, init: RequestInit = {}): Promise<Page> {
    let next = url;
    let request = init;
    for (let hop = 0; hop < maxHops; hop++) {
      const response = await this.fetch(next, request);
      const location = response.headers.get('location');
      if (location === null) return pageOf(next, response);
      next = new URL(location, next).href;
      request = {};
    }
    throw new Error(`more than ${maxHops} redirects from ${url}`);
  }

  /** One request, no redirect. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    this.visited.push(url);
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  /** Fills in the forms of the provider until there are no more. */
  async signIn(url: string, login: string): Promise<Page> {
    let page = await this.open(url);
    for (let forms = 0; forms < 4; forms++) {
      const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1];
      if (action === undefined || prompt === undefined) return page;
      const body = new URLSearchParams({ prompt, login, password: 'any' });
      page = await this.open(new URL(action, page.url).href, { method: 'POST', body });
    }
    throw new Error('the provider asks without end');
  }

  private keep(line: string): void {
    this.received.push(line);
    const { name, value, maxAge, expires } = parseSetCookie(line);
    const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() < Date.now());
    if (isGone || value === undefined) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

async function pageOf(url: string, response: Response): Promise<Page> {
  const { status, headers } = response;
  return { url, status, headers, text: await response.text() };
}
