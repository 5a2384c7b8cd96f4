import type { ObjectRef } from "./arguments";

/** The tunnel to a server that Materialize cannot reach directly: at most one of the two. */
export type ConnectionTunnel =
    | {
          /** The SSH tunnel to the server. Default: none. A change replaces the connection, because Materialize cannot alter it. */
          sshTunnel?: ObjectRef<"SshTunnelConnection">;
          privateLink?: never;
      }
    | {
          /** The AWS PrivateLink connection to the server. A change replaces the connection, because Materialize cannot alter it. */
          privateLink: ObjectRef<"AwsPrivatelinkConnection">;
          sshTunnel?: never;
      };
