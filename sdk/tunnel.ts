import type { ObjectRef } from "./arguments";

/** The way to a server that cannot be reached directly: at most one of the two. */
export type ConnectionTunnel =
    | {
          /** The SSH tunnel to it. Changing it replaces the connection, since Materialize cannot alter it. */
          sshTunnel?: ObjectRef<"SshTunnelConnection">;
          privateLink?: never;
      }
    | {
          /** The PrivateLink connection to it. Changing it replaces the connection, since Materialize cannot alter it. */
          privateLink: ObjectRef<"AwsPrivatelinkConnection">;
          sshTunnel?: never;
      };
