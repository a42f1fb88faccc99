import type { Session } from '../../../shared/contract/access.ts';

/** Where the window goes that somebody signs in with while the page stays: it says so and closes. */
const signedInPath = '/signed-in?embed=1';

function address(session: Session, returnTo: string): string | null {
  if (session.signInPath === null) return null;
  // App Service and Container Apps have a name of their own for it.
  const name = session.mode === 'platform' ? 'post_login_redirect_uri' : 'returnTo';
  return `${session.signInPath}?${new URLSearchParams({ [name]: returnTo }).toString()}`;
}

/** The sign-in that leads back to this page; `null` = browsers do not sign in here. */
export function signInHref(session: Session): string | null {
  const { pathname, search, hash } = window.location;
  return address(session, `${pathname}${search}${hash}`);
}

/** Signs in beside the page, because it is in a frame or holds what would be lost. */
export function signInBeside(session: Session): void {
  const href = address(session, signedInPath);
  if (href !== null) window.open(href, 'durascope-sign-in', 'popup,width=520,height=720');
}

/**
 * Lets a page in a frame of another site use the cookies of its own, which browsers keep from it until it asks upon a
 * click; later pages may ask without one. Resolves to whether it may.
 */
export async function askForCookies(): Promise<boolean> {
  if (!isFramed() || !('requestStorageAccess' in document)) return false;
  try {
    await document.requestStorageAccess();
    return true;
  } catch {
    return false;
  }
}

export function isFramed(): boolean {
  return window.parent !== window;
}

export function signOutHref(session: Session): string | null {
  if (session.signOutPath === null) return null;
  return session.mode === 'platform'
    ? `${session.signOutPath}?post_logout_redirect_uri=%2F`
    : session.signOutPath;
}
