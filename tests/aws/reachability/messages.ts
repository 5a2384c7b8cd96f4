/** What Materialize says of a connection that does not come about, in the words of the libraries that it uses. */
export const REFUSED = "Broker transport failure";
export const UNRESOLVED = "Failed to resolve hostname";
export const CLOSED = "Disconnected during handshake; broker might require SSL encryption";

export const sshError = (why: string): string => `failed to connect to the remote host: ${why}`;
export const tunnelError = (why: string): string => `ssh: creating ssh tunnel: creating ssh tunnel: ${why}`;

// Not seen on a real Materialize: the text of a condition of Kubernetes', which Materialize passes on.
export const endpointNotAvailable = (status: string): string => `the VPC endpoint is not available: ${status}`;
