/** Materialize's error messages for connections that fail, with the texts of the libraries that it uses. */
export const REFUSED = "Broker transport failure";
export const UNRESOLVED = "Failed to resolve hostname";
export const CLOSED = "Disconnected during handshake; broker might require SSL encryption";

export const sshError = (reason: string): string => `failed to connect to the remote host: ${reason}`;
export const tunnelError = (reason: string): string => `ssh: creating ssh tunnel: creating ssh tunnel: ${reason}`;

// Not verified with a real Materialize: the text of a Kubernetes condition that Materialize passes on.
export const endpointNotAvailable = (status: string): string => `the VPC endpoint is not available: ${status}`;
