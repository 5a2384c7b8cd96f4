import { expect } from "chai";
import fc from "fast-check";
import { host } from "../../provider/helpers/values";
import { ACCESS } from "../../provider/helpers/kafka/access";
import { argumentContext } from "../../provider/statement/qualifiedName";
import { NO_NAMESPACE, type ValueType } from "../../provider/values/value";
import { check } from "./support";
import { allTextArguments, type TextArgument } from "./textArguments";

/** Matches the names of the options that are addresses of servers. */
const ADDRESS_OPTION = /\b(?:URL|HOST|ENDPOINT|BROKERS?|WAREHOUSE)\b/u;

const isAddress = ({ row, path }: TextArgument): boolean =>
    "option" in row.position &&
    ADDRESS_OPTION.test(row.position.option) &&
    !/\.(?:connection|sshTunnel|availabilityZone)\b/u.test(path);

const addresses = allTextArguments().filter(isAddress);

/** A part of a password that occurs in no message. */
const token = fc.constantFrom("7351", "hunter2");
const special = fc.constantFrom(..."#/?%:&=+ \\\"'".split(""));

/** URLs and hosts with a user, or a password that need not be encoded. */
const credentials = fc
    .record({
        scheme: fc.constantFrom("", "https://", "http://", "postgres://", "SASL_SSL://"),
        user: fc.constantFrom("", "key", "key:"),
        password: fc.array(fc.oneof(token, special), { minLength: 1, maxLength: 5 }).map(parts => parts.join("")),
        rest: fc.constantFrom("@db.example.com", "@db.example.com:9092", "@db.example.com/path?x=1"),
    })
    .map(({ scheme, user, password, rest }) => `${scheme}${user}${password}${rest}`)
    .filter(text => /7351|hunter2/u.test(text));

describe("addresses with credentials", () => {
    it("the kinds have arguments for addresses", () => {
        expect(addresses.map(({ kind, path }) => `${kind.name}.${path}`)).to.include.members([
            "ConfluentSchemaRegistryConnection.url",
            "IcebergCatalogConnection.url",
            "IcebergCatalogConnection.warehouse",
            "AwsConnection.endpoint",
            "SshTunnelConnection.host",
            "PostgresConnection.host",
            "MySqlConnection.host",
            "SqlServerConnection.host",
            "KafkaConnection.brokers[0]",
            "KafkaConnection.brokers[0].address",
        ]);
    });

    for (const argument of addresses) {
        const name = `${argument.kind.name}.${argument.path}`;
        it(`${name} refuses credentials, and no message and no property that the engine prints contains them`, () => {
            // A name that is no URL can have any characters.
            const isName = /warehouse|endpoint/u.test(name);
            fc.assert(
                fc.property(credentials, text => {
                    fc.pre(!isName || text.includes("://"));
                    const { failures } = check(argument.kind.name, argument.args(text));
                    expect(failures).not.to.be.empty;
                    expect(failures.map(({ property }) => property).join("")).to.equal("");
                    expect(JSON.stringify(failures)).not.to.match(/7351|hunter2/u);
                }),
            );
        });
    }

    const helperAddresses = Object.entries<ValueType>({ ...ACCESS, host }).filter(([name]) => /host|servers/iu.test(name));
    for (const [name, type] of helperAddresses) {
        it(`the argument ${name} of helper resources refuses credentials, and no message contains them`, () => {
            const context = argumentContext(name, NO_NAMESPACE, []);
            fc.assert(
                fc.property(credentials, text => {
                    const problems = type.check(text, context);
                    expect(problems).not.to.be.empty;
                    expect(JSON.stringify(problems)).not.to.match(/7351|hunter2/u);
                }),
            );
        });
    }
});
