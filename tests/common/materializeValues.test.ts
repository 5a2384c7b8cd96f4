import { expect } from "chai";
import { egressBlockProblem, principalProblem, publicKeysProblem, trustPolicyProblem } from "../../common/materializeValues";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0Jq2Jw materialize";
const ROLE = "arn:aws:iam::664411391173:role/mz_20273b7c-2bbe-42b8-8c36-8cc179e9bbc3_u1";
const EXTERNAL_ID = "mz_20273b7c-2bbe-42b8-8c36-8cc179e9bbc3_u1";

const statement = (change: object = {}) => ({
    Effect: "Allow",
    Principal: { AWS: ROLE },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
    ...change,
});
const policy = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
const outputs = (change: object = {}) => ({
    principal: ROLE,
    externalId: EXTERNAL_ID,
    exampleTrustPolicy: policy(statement()),
    ...change,
});

/** The values of each check that are accepted, and those that are refused. */
const CASES: readonly (readonly [
    check: (value: never) => string | undefined,
    accepted: readonly unknown[],
    refused: readonly unknown[],
])[] = [
    [
        publicKeysProblem,
        [[KEY], [KEY, KEY.replace(" materialize", "")], ["ssh-rsa AAAA== me@example.com"]],
        [
            ...[undefined, null, [], KEY, [KEY, 1], [KEY, ""], [`${KEY}\n`], ["ssh-dss AAAA"], ["ssh-rsa AAAA a b"]],
            [`${KEY}\nKEYS\ncurl example.com | sh\ncat <<'KEYS'`],
            [`command="sh" ${KEY}`],
            [KEY.replace(" ", "\t")],
        ],
    ],
    [
        principalProblem,
        [ROLE, "arn:aws-us-gov:iam::123456789012:role/teams/m"],
        [
            ...[
                undefined,
                null,
                "",
                "*",
                ["*"],
                [ROLE],
                `${ROLE}\n`,
                "arn:aws:iam::*:role/m",
                "arn:aws:iam::123456789012:role/*",
            ],
            ...["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/m", "arn:aws:iam::1:role/m"],
        ],
    ],
    [
        trustPolicyProblem,
        [outputs(), outputs({ exampleTrustPolicy: JSON.parse(JSON.stringify(policy(statement()))) as object })],
        [
            ...[{}, outputs({ principal: "*" }), outputs({ externalId: "" }), outputs({ externalId: "a\nb" })],
            ...[null, "{}", policy(), policy(statement(), statement())].map(exampleTrustPolicy =>
                outputs({ exampleTrustPolicy }),
            ),
            ...[
                { Principal: "*" },
                { Principal: { AWS: "*" } },
                { Principal: { AWS: "arn:aws:iam::999999999999:role/other" } },
                { Principal: { AWS: [ROLE, "arn:aws:iam::999999999999:role/other"] } },
                { Principal: { AWS: ROLE, Service: "ec2.amazonaws.com" } },
                { Condition: undefined },
                { Condition: { StringLike: { "sts:ExternalId": "*" } } },
                { Condition: { StringEquals: { "sts:ExternalId": "another" } } },
                { Action: ["sts:AssumeRole", "sts:TagSession"] },
                { Effect: "Deny" },
                { NotPrincipal: { AWS: ROLE } },
            ].map(change => outputs({ exampleTrustPolicy: policy(statement(change)) })),
        ],
    ],
    [
        egressBlockProblem,
        ["203.0.113.10/32", "203.0.113.0/24", "2001:db8::/48"],
        [
            undefined,
            null,
            "",
            "203.0.113.10",
            "203.0.113.10/24",
            "0.0.0.0/0",
            "203.0.0.0/23",
            "::/0",
            "2001:db8::/32",
            "203.0.113.10/32\n",
        ],
    ],
];

describe("values that Materialize gives and that are written into AWS", () => {
    for (const [check, accepted, refused] of CASES) {
        it(`${check.name} accepts only what Materialize documents`, () => {
            for (const value of accepted) expect(check(value as never), JSON.stringify(value)).to.equal(undefined);
            for (const value of refused) expect(check(value as never), JSON.stringify(value)).to.match(/^Materialize gives /u);
        });
    }
});
