import { BROKERS } from "./kafka";
import { FILES, REGISTRY_LOGIN, USER, USERS } from "./layout";
import { POSTGRES_URL } from "./postgres";
import { REGISTRY_URL, REGISTRY_URL_WITH_LOGIN } from "./registry";
import { bastion } from "./sshd";

const userOf = (mechanism: string) => USERS.find(({ mechanisms }) => mechanisms.includes(mechanism));

/** Returns the environment variables with which the tests use the services. */
export function environment(sshUser: string = USER.username): Readonly<Record<string, string>> {
    const scram = userOf("SCRAM-SHA-512");
    const plain = userOf("PLAIN");
    return {
        KAFKA_BROKER: BROKERS.PLAINTEXT,
        KAFKA_SASL_BROKER: BROKERS.SASL_PLAINTEXT,
        KAFKA_TLS_BROKER: BROKERS.SSL,
        KAFKA_MUTUAL_TLS_BROKER: BROKERS.MUTUAL_TLS,
        KAFKA_SASL_TLS_BROKER: BROKERS.SASL_SSL,
        KAFKA_USERNAME: scram?.user ?? "",
        KAFKA_PASSWORD: scram?.password ?? "",
        KAFKA_API_KEY: plain?.user ?? "",
        KAFKA_API_SECRET: plain?.password ?? "",
        KAFKA_CA_FILE: FILES.authority,
        KAFKA_CERTIFICATE_FILE: FILES.certificate,
        KAFKA_KEY_FILE: FILES.key,
        SCHEMA_REGISTRY_URL: REGISTRY_URL,
        SCHEMA_REGISTRY_LOGIN_URL: REGISTRY_URL_WITH_LOGIN,
        SCHEMA_REGISTRY_USERNAME: REGISTRY_LOGIN.username,
        SCHEMA_REGISTRY_PASSWORD: REGISTRY_LOGIN.password,
        POSTGRES_URL,
        SSH_BASTION: bastion(sshUser),
        SSH_AUTHORIZED_KEYS: FILES.authorizedKeys,
    };
}
