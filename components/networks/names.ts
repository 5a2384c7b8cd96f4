/** Names that AWS allows. Pulumi adds a hyphen and seven characters to the name of a resource. */
export const NAMES = {
    /** At most 255 of some ASCII characters; only AWS itself gives names with `sg-`. */
    securityGroup: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]{1,247}$/u,
    /** The name of a policy in an IAM role: at most 128 characters. */
    rolePolicy: /^[\w+=,.@-]{1,120}$/u,
} as const;

/**
 * Returns the argument that names a resource for which AWS does not allow the name that Pulumi would make of the component's name. Its tag `Name`, if AWS
 * has one, shows the component's name.
 */
export const nameFor = (name: string, allowed: RegExp): { namePrefix?: string } => (allowed.test(name) ? {} : PREFIX);

/** A prefix that every resource may have. AWS limits the names of load balancers and target groups to 32 characters. */
export const PREFIX = { namePrefix: "mz-" };
