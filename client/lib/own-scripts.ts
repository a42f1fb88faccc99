declare global {
  interface Window {
    /** Browsers without it start workers unasked. */
    readonly trustedTypes?: {
      createPolicy(
        name: string,
        policy: { readonly createScriptURL: (address: string) => string | null },
      ): unknown;
    };
  }
}

/** Browsers ask it before a worker starts. It says nothing of other texts, so none of them becomes markup or script. */
window.trustedTypes?.createPolicy('default', {
  createScriptURL: (address) =>
    new URL(address, window.location.href).origin === window.location.origin ? address : null,
});

export {};
