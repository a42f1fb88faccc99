const page: { __webpack_nonce__?: string | undefined } = window;

/** Where the package that locks scrolling behind dialogs looks for the nonce of its style element. */
page.__webpack_nonce__ = document.querySelector<HTMLMetaElement>('meta[nonce]')?.nonce;
