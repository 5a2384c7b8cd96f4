import { credentialProviders, stsSdk } from "./awsSdk";
import type { ClientOptions } from "./credentials";
import type { Identity } from "./identity";

/**
 * Returns credentials that fail if they belong to an account that the AWS provider does not allow, so that AWS is not called with them. AWS is asked
 * for the account once.
 */
export function forAllowedAccounts(
    credentials: ClientOptions["credentials"],
    { allowedAccountIds = [], forbiddenAccountIds = [] }: Identity,
    sts: ClientOptions,
): ClientOptions["credentials"] {
    if (allowedAccountIds.length + forbiddenAccountIds.length === 0) return credentials;
    const own = credentials ?? credentialProviders().fromNodeProviderChain();
    let checked: Promise<void> | undefined;
    return async identityProperties => {
        const found = typeof own === "function" ? await own(identityProperties) : own;
        checked ??= accountOf({ ...sts, credentials: found }).then(account => {
            const isAllowed = allowedAccountIds.length === 0 || allowedAccountIds.includes(account);
            if (isAllowed && !forbiddenAccountIds.includes(account)) return;
            const rule = isAllowed ? "forbiddenAccountIds has it" : "allowedAccountIds does not have it";
            throw new Error(`the credentials of the AWS provider belong to the account ${account}, and its ${rule}`);
        });
        try {
            await checked;
        } catch (error) {
            checked = undefined;
            throw error;
        }
        return found;
    };
}

async function accountOf(options: ClientOptions): Promise<string> {
    const { STSClient, GetCallerIdentityCommand } = stsSdk();
    const { Account } = await new STSClient(options).send(new GetCallerIdentityCommand({}));
    return Account ?? "";
}
