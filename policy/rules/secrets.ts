import { materializePolicy } from "./resource";

/** A plain string stands in the program or the stack's config for everybody to read. */
export const noPlainSecrets = materializePolicy(
    {
        name: "no-plain-secrets",
        description:
            "A secret comes from the stack's encrypted config, another secret output or a secret store, not as a plain string.",
    },
    (_kind, { plainSecrets }) =>
        Array.isArray(plainSecrets) && plainSecrets.length > 0
            ? `its ${plainSecrets.join(", ")} is a plain string: take it from config.requireSecret, or another secret output`
            : undefined,
);
