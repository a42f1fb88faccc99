interface ScriptPolicy {
  readonly createScriptURL: (address: string) => string | null;
}

const { trustedTypes }: { trustedTypes?: { createPolicy: (name: string, policy: ScriptPolicy) => unknown } } =
  window;

/** Browsers ask it before a worker starts. It says nothing of other texts, so none of them becomes markup or script. */
trustedTypes?.createPolicy('default', {
  createScriptURL: (address) =>
    new URL(address, window.location.href).origin === window.location.origin ? address : null,
});
