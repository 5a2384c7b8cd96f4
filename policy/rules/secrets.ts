import { materializePolicy } from "./resource";

/** Everybody who can read the program or the configuration of the stack can read a plain string. */
export const noPlainSecrets = materializePolicy(
    {
        name: "no-plain-secrets",
        description:
            "A secret comes from the encrypted stack configuration, another secret output or a secret store, not from a plain string.",
    },
    (_kind, { plainSecrets }) =>
        Array.isArray(plainSecrets) && plainSecrets.length > 0
            ? `${plainSecrets.join(", ")} is a plain string: use config.requireSecret or another secret output`
            : undefined,
);
