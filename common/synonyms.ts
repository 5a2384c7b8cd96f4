/** Names with the same meaning: those of arguments, and those by which other tools and libraries call the same thing. */
const SYNONYMS: readonly (readonly string[])[] = [
    ["user", "username", "login", "userName", "account"],
    ["password", "pass", "passwd", "pwd", "secret"],
    ["host", "hostname", "server", "address", "hostName"],
    ["brokers", "broker", "bootstrapServers", "bootstrapServer", "bootstrapEndpoint", "bootstrapBrokers", "servers"],
    ["certificateAuthority", "ca", "caCert", "caCertificate", "rootCertificate", "sslrootcert", "caLocation"],
    ["certificate", "cert", "crt", "clientCertificate", "clientCert", "sslcert"],
    ["key", "privateKey", "clientKey", "sslkey", "keyPem"],
    ["ssl", "tls"],
    ["sasl", "auth", "authentication"],
    ["mechanism", "mechanisms", "saslMechanism", "saslMechanisms"],
    ["securityProtocol", "protocol"],
    ["url", "uri", "endpoint", "baseUrl"],
    ["query", "sql", "statement", "select", "body"],
    ["value", "secretValue", "secretString", "content", "plaintext"],
    ["comment", "description"],
    ["owner", "ownerRole", "ownershipRole", "authorization"],
    ["adopt", "takeOver", "import"],
    ["cluster", "clusterName", "inCluster"],
    ["database", "db", "dbname", "databaseName"],
    ["schema", "schemaName", "namespace"],
    ["topic", "topicName"],
    ["connection", "kafkaConnection", "kafka"],
    ["schemaRegistry", "registry", "csr", "confluentSchemaRegistry", "csrConnection"],
    ["privateLink", "awsPrivatelink", "privatelinkConnection", "awsPrivatelinkConnection"],
    ["sshTunnel", "ssh", "tunnel", "sshConnection"],
    ["awsConnection", "aws", "iam"],
    ["assumeRoleArn", "roleArn", "iamRoleArn"],
    ["accessKeyId", "accessKey", "awsAccessKeyId"],
    ["secretAccessKey", "secretKey", "awsSecretAccessKey"],
    ["sessionToken", "token"],
    ["availabilityZones", "availabilityZone", "zones", "azs"],
    ["replicationFactor", "replicas"],
    ["partitions", "partitionCount", "numPartitions", "partitionsCount"],
    ["configs", "config", "configuration"],
    ["on", "relation", "object", "objectName", "target"],
    ["columns", "fields", "expressions"],
    ["role", "grantee", "to"],
    ["member", "grantee", "to"],
    ["privileges", "privilege", "permissions", "grants"],
    ["tags", "labels"],
    ["size", "instanceSize"],
    ["kafkaClusterId", "clusterId"],
    ["mskClusterArn", "clusterArn", "arn"],
];

/** Returns a name in the form in which names are compared: `certificate_authority` is `certificateAuthority`. */
const plain = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** Returns the known name that has the same meaning as a name; undefined if there is none. */
export function synonymOf(name: string, known: readonly string[]): string | undefined {
    const groups = SYNONYMS.filter(group => group.some(one => plain(one) === plain(name)));
    return known.find(one => plain(one) === plain(name)) ?? known.find(one => groups.some(group => group.includes(one)));
}
