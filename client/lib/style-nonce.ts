declare global {
  interface Window {
    /** Where the package that locks scrolling behind dialogs looks for the nonce of its style element. */
    __webpack_nonce__?: string | undefined;
  }
}

window.__webpack_nonce__ = document.querySelector<HTMLMetaElement>('meta[nonce]')?.nonce;

export {};
