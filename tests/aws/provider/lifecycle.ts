import { UNKNOWN } from "../../../common/unknowns";
import { AwsError } from "../errors";
import { LOOKUPS } from "../lookups";
import { RESOURCES } from "../resources";
import type { RegionContext, ResourceType } from "../resources/resource";
import { firstProblem, enforceRules } from "../rules";
import type { EntityKind, Entity, EntityProps } from "../world/entities";
import type { World } from "../world/world";
import { checkSchema, addDefaults } from "./check";
import { containsValue, computeDiff } from "./diff";
import { outputsOf } from "./outputs";
import type { PluginAnswer, PluginRequest } from "./protocol";
import { argumentsOf } from "./schema";
import { isList, isObject, type Json, type JsonObject } from "./values";

/** Answers a request of the plugin; an exception becomes the property `error`. */
export async function handlePluginRequest(world: World, request: PluginRequest): Promise<PluginAnswer> {
    try {
        if (request.method === "invoke") return invoke(world, request);
        return await METHODS[request.method](world, findResourceType(request.token), request);
    } catch (error) {
        if (error instanceof AwsError || error instanceof Error) return { error: error.message };
        throw error;
    }
}

type Method = (world: World, type: ResourceType, request: PluginRequest) => PluginAnswer | Promise<PluginAnswer>;

const METHODS: Readonly<Record<Exclude<PluginRequest["method"], "invoke">, Method>> = {
    check,
    diff,
    create,
    read,
    update,
    delete: deleteEntity,
};

function findResourceType(token: string): ResourceType {
    const type = RESOURCES.find(candidate => candidate.token === token);
    if (!type) throw new Error(`the local AWS does not model: ${token}`);
    return type;
}

function invoke(world: World, { token, region, news = {} }: PluginRequest): PluginAnswer {
    const lookup = LOOKUPS[token];
    if (!lookup) throw new Error(`the local AWS does not model: ${token}`);
    const failures = checkSchema(token, news);
    if (failures.length > 0) return { failures };
    const context = { world, region: typeof news.region === "string" ? news.region : region };
    const outputs = lookup(context, news);
    return { outputs: { ...outputs, region: context.region } };
}

function check(world: World, type: ResourceType, request: PluginRequest): PluginAnswer {
    const { region, news = {} } = request;
    const inputs = addDefaults(type, request);
    const failures = checkSchema(type.token, inputs);
    const reason = firstProblem(type.kind, "check", {
        ...contextOf(world, type, region, news),
        inputs: withoutInternalKeys(inputs),
    });
    return { inputs, failures: reason === undefined ? failures : [...failures, { property: "", reason }] };
}

function diff(_: World, type: ResourceType, request: PluginRequest): PluginAnswer {
    const { region, olds = {}, oldInputs = {}, news = {}, ignoreChanges = [] } = request;
    const newsWithRegion = { ...news, region: news.region ?? region };
    const differences = computeDiff(
        { ...type, replaceOnChanges: [...type.replaceOnChanges, "region"] },
        { olds, oldInputs, news: newsWithRegion, ignoreChanges },
    );
    const replaces = Object.values(differences).some(kind => kind.endsWith("_REPLACE"));
    const named = type.autoName?.property ?? "";
    const isNameGenerated = Array.isArray(news.__defaults) && news.__defaults.includes(named);
    // Two resources cannot have the same name, so the old one is deleted first. AWS generates a new name from a prefix each time.
    return { differences, deleteBeforeReplace: replaces && named in news && !isNameGenerated };
}

/** Returns the region of a resource. A resource type without a `region` argument is global. */
function contextOf(world: World, { token }: ResourceType, region: string, props: JsonObject): RegionContext {
    if (!argumentsOf(token).has("region")) return { world, region: GLOBAL };
    return { world, region: typeof props.region === "string" ? props.region : region };
}

const GLOBAL = "global";

/** Removes the keys that the provider adds for itself, such as `__defaults`. */
function withoutInternalKeys(inputs: JsonObject): EntityProps[EntityKind] {
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

async function create(world: World, type: ResourceType, { region, news = {}, preview }: PluginRequest): Promise<PluginAnswer> {
    const context = contextOf(world, type, region, news);
    const regionOutput = context.region === GLOBAL ? {} : { region: context.region };
    if (preview) return { outputs: { ...(withoutInternalKeys(news) as JsonObject), ...regionOutput } };
    const inputs = withoutInternalKeys(news);
    enforceRules(type.kind, "create", { ...context, inputs });
    const { id, props } = type.create(context, inputs);
    const tags = argumentsOf(type.token).has("tags") ? { tagsAll: news.tags ?? {} } : {};
    const entity = world.add(type.kind, context.region, id, { ...inputs, ...tags, ...props, ...regionOutput });
    if (type.waitsFor) await world.waitUntilReady(entity, type.waitsFor);
    return { id, outputs: outputsOf(world, world.find(type.kind, id, context.region) ?? entity) };
}

function findEntity(
    world: World,
    type: ResourceType,
    { id = "", region, olds = {} }: PluginRequest,
): Entity<EntityKind> | undefined {
    return world.find(type.kind, id, contextOf(world, type, region, olds).region);
}

/** Reads a resource. The inputs are the properties that the program gave, with the values that AWS has. */
function read(world: World, type: ResourceType, request: PluginRequest): PluginAnswer {
    const entity = findEntity(world, type, request);
    if (!entity) return {};
    const outputs = outputsOf(world, entity);
    const given = request.oldInputs ?? {};
    const names = [...argumentsOf(type.token).keys()].filter(name => name in given);
    const inputs = Object.fromEntries(names.map(name => [name, reduceToGiven(given[name], outputs[name])]));
    return { id: entity.id, outputs, inputs: { ...inputs, ...(given.__defaults && { __defaults: given.__defaults }) } };
}

/** Reduces a value to the parts that the program gave, without those that AWS added. */
function reduceToGiven(given: Json | undefined, actual: Json | undefined): Json | undefined {
    if (containsValue(actual, given)) return given;
    if (isList(given) && isList(actual)) return actual.map((part, index) => reduceToGiven(given[index], part) ?? null);
    if (!isObject(given) || !isObject(actual)) return actual;
    return Object.fromEntries(Object.keys(given).map(key => [key, reduceToGiven(given[key], actual[key])]));
}

async function update(world: World, type: ResourceType, request: PluginRequest): Promise<PluginAnswer> {
    const { region, olds = {}, news = {}, oldInputs = {} } = request;
    const dropped = Object.keys(oldInputs).filter(key => news[key] == null && !(type.computed ?? []).includes(key));
    const removedInputs = Object.fromEntries(dropped.map(key => [key, undefined]));
    if (request.preview)
        return {
            outputs: previewOutputs(type, { ...olds, ...removedInputs, ...(withoutInternalKeys(news) as JsonObject) }, request),
        };
    const entity = findEntity(world, type, request);
    if (!entity) throw new AwsError("ResourceNotFoundException", `${type.token} ${request.id ?? ""} does not exist`);
    const context = contextOf(world, type, region, olds);
    const inputs = { ...removedInputs, ...withoutInternalKeys(news) };
    enforceRules(type.kind, "update", { ...context, inputs, entity, recorded: olds });
    const tags = argumentsOf(type.token).has("tags") ? { tagsAll: news.tags ?? {} } : {};
    const props = { ...entity.props, ...inputs, ...tags, ...type.update?.(context, entity, inputs) } as EntityProps[EntityKind];
    const changed = world.change(world.find(type.kind, entity.id, entity.region) ?? entity, props);
    return Promise.resolve({ outputs: outputsOf(world, changed) });
}

/** Returns the outputs after an update as a preview knows them: outputs that AWS recomputes are unknown. */
function previewOutputs(
    { recomputed = {} }: ResourceType,
    outputs: JsonObject,
    { olds = {}, news = {} }: PluginRequest,
): JsonObject {
    const recomputedOutputs = Object.entries(recomputed).flatMap(([output, inputs]) =>
        inputs.some(input => JSON.stringify(olds[input]) !== JSON.stringify(news[input])) ? [output] : [],
    );
    return { ...outputs, ...Object.fromEntries(recomputedOutputs.map(output => [output, UNKNOWN])) };
}

function deleteEntity(world: World, type: ResourceType, request: PluginRequest): PluginAnswer {
    const entity = findEntity(world, type, request);
    if (!entity) return {};
    const context = contextOf(world, type, request.region, request.olds ?? {});
    enforceRules(type.kind, "delete", { ...context, inputs: entity.props, entity });
    type.onDelete?.(context, entity);
    world.remove(entity);
    return {};
}
