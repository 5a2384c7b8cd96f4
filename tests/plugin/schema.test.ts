import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { LOOKUPS } from "../../plugin/lookups";
import { CONFIG_KEYS } from "../../plugin/settings";
import { kinds } from "../../provider/kinds";
import { type Fields, isAbsent, isFields } from "../../provider/values/value";
import { schemaText } from "../../scripts/schema";
import { allCases } from "../changes/cases";
import { Engine } from "./engine";

interface Type {
    readonly type?: string;
    readonly items?: Type;
    readonly additionalProperties?: Type;
    readonly $ref?: string;
    readonly oneOf?: readonly Type[];
    readonly secret?: boolean;
    readonly description?: string;
    readonly willReplaceOnChanges?: boolean;
}
interface ObjectType {
    readonly properties: Readonly<Record<string, Type>>;
    readonly required?: readonly string[];
}
interface Resource extends ObjectType {
    readonly inputProperties: Readonly<Record<string, Type>>;
    readonly requiredInputs?: readonly string[];
}
interface Schema {
    readonly version?: string;
    readonly config: { readonly variables: Readonly<Record<string, Type>> };
    readonly types: Readonly<Record<string, ObjectType>>;
    readonly resources: Readonly<Record<string, Resource>>;
    readonly functions: Readonly<Record<string, unknown>>;
}

const text = readFileSync(resolve(__dirname, "../../plugin/schema.json"), "utf8");
const schema = JSON.parse(text) as Schema;
const token = (name: string): string => `materialize:index:${name}`;

/** Returns why a value is not of a type; undefined if it is. */
function fault(type: Type, value: unknown, path: string): string | undefined {
    if (type.oneOf !== undefined) {
        const faults = type.oneOf.map(one => fault(one, value, path));
        return faults.includes(undefined) ? undefined : faults.join("; ");
    }
    if (type.$ref?.startsWith("#/resources/") === true) return `${path} is no resource`;
    if (type.$ref === "pulumi.json#/Any") return undefined;
    if (type.$ref !== undefined) return objectFault(schema.types[type.$ref.replace("#/types/", "")], value, path);
    if (type.type === "array")
        return Array.isArray(value)
            ? first(value.map((one, at) => fault(type.items ?? {}, one, `${path}[${String(at)}]`)))
            : `${path} is no list`;
    if (type.type === "object")
        return isFields(value)
            ? first(Object.entries(value).map(([key, one]) => fault(type.additionalProperties ?? {}, one, `${path}.${key}`)))
            : `${path} is no map`;
    if (type.type === "integer") return Number.isInteger(value) ? undefined : `${path} is no integer`;
    return typeof value === type.type ? undefined : `${path} is no ${String(type.type)}`;
}

function objectFault(type: ObjectType | undefined, value: unknown, path: string): string | undefined {
    if (type === undefined || !isFields(value)) return `${path} is no object`;
    const missing = (type.required ?? []).find(key => isAbsent(value[key]));
    if (missing !== undefined) return `${path}.${missing} is missing`;
    return inputsFault(type.properties, value, path);
}

const inputsFault = (properties: Readonly<Record<string, Type>>, value: Fields, path: string): string | undefined =>
    first(
        Object.entries(value).map(([key, one]) => {
            const type = properties[key];
            if (isAbsent(one)) return undefined;
            return type === undefined ? `${path}.${key} is unknown` : fault(type, one, `${path}.${key}`);
        }),
    );

const first = (faults: readonly (string | undefined)[]): string | undefined => faults.find(one => one !== undefined);

describe("the schema of the plugin", () => {
    it("plugin/schema.json is up to date: run `npm run docs:schema`", () => {
        expect(text === schemaText()).to.equal(true);
    });

    it("The schema has every kind, every lookup and every setting that the plugin serves", () => {
        expect(Object.keys(schema.resources)).to.have.members([...kinds.keys()].map(token));
        expect(Object.keys(schema.functions)).to.have.members([...LOOKUPS.keys()].map(token));
        expect(Object.keys(schema.config.variables)).to.have.members([...CONFIG_KEYS]);
    });

    it("Every reference to a type or resource leads to one", () => {
        for (const [, where = "", name = ""] of text.matchAll(/"\$ref": "#\/(types|resources)\/([^"]+)"/gu))
            expect(where === "types" ? schema.types : schema.resources, name).to.have.property(name);
    });

    it("Object types name no resource, since a module of the SDK for Python cannot import the one that imports it", () => {
        expect(JSON.stringify(schema.types)).not.to.contain("#/resources/");
        expect(JSON.stringify(schema.resources)).to.contain("#/resources/");
    });

    it("Credentials are secret, and nothing else is", () => {
        const secrets = Object.entries(schema.resources).flatMap(([name, { inputProperties }]) =>
            Object.entries(inputProperties).flatMap(([key, { secret }]) => (secret === true ? [`${name}.${key}`] : [])),
        );
        expect(secrets).to.have.members([`${token("Secret")}.value`, `${token("Role")}.password`]);
        const settings = Object.entries(schema.config.variables).flatMap(([key, { secret }]) => (secret === true ? [key] : []));
        expect(settings).to.have.members(["password", "sslkey", "profiles"]);
    });

    it("Every resource and argument has a description, and replacements are marked", () => {
        for (const [name, { inputProperties }] of Object.entries(schema.resources))
            for (const [key, { description }] of Object.entries(inputProperties))
                expect(description, `${name}.${key}`).to.match(/^[^/*{}][^]*\.$/u);
        const { topic, timestampInterval } = schema.resources[token("KafkaSource")]?.inputProperties ?? {};
        expect([topic?.willReplaceOnChanges, timestampInterval?.willReplaceOnChanges]).to.deep.equal([true, undefined]);
    });

    for (const { kind, base, cases } of allCases) {
        it(`The schema accepts the arguments of ${kind}, and no others`, () => {
            const { inputProperties = {}, requiredInputs = [] } = schema.resources[token(kind)] ?? {};
            for (const { from = {}, to } of cases)
                expect(inputsFault(inputProperties, { ...base, ...from, ...to }, kind)).to.equal(undefined);
            expect(Object.keys(base)).to.include.members([...requiredInputs]);
            expect(inputsFault(inputProperties, { ...base, other: 1 }, kind)).to.equal(`${kind}.other is unknown`);
            for (const key of requiredInputs)
                expect(inputsFault(inputProperties, { ...base, [key]: Symbol() }, kind)).not.to.equal(undefined);
        });
    }

    it("GetSchema returns it with the version of the package, which GetPluginInfo has too", async () => {
        const engine = await Engine.start();
        const { getSchema } = await engine
            .call<proto.GetSchemaResponse>("getSchema", new proto.GetSchemaRequest())
            .then(response => ({ getSchema: JSON.parse(response.getSchema()) as Schema }));
        engine.close();
        expect(getSchema.version).to.match(/^\d+\.\d+\.\d+/u);
        expect({ ...getSchema, version: undefined }).to.deep.equal({ ...schema, version: undefined });
    });
});
