import { AwsError } from "../errors";
import { LOOKUPS } from "../lookups";
import { RESOURCES } from "../resources";
import type { Place, ResourceType } from "../resources/resource";
import { problemOf, refuse } from "../rules";
import type { Kind, Thing, Things } from "../world/things";
import type { World } from "../world/world";
import { schemaFailures, withDefaults } from "./check";
import { covers, differencesOf } from "./diff";
import { outputsOf } from "./outputs";
import type { PluginAnswer, PluginRequest } from "./protocol";
import { argumentsOf } from "./schema";
import { isList, isObject, type Json, type JsonObject, UNKNOWN } from "./values";

/** Answers the plugin. */
export async function answer(world: World, request: PluginRequest): Promise<PluginAnswer> {
    try {
        if (request.method === "invoke") return invoke(world, request);
        return await METHODS[request.method](world, typeOf(request.token), request);
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
    delete: remove,
};

function typeOf(token: string): ResourceType {
    const type = RESOURCES.find(candidate => candidate.token === token);
    if (!type) throw new Error(`the local AWS does not model: ${token}`);
    return type;
}

function invoke(world: World, { token, region, news = {} }: PluginRequest): PluginAnswer {
    const lookup = LOOKUPS[token];
    if (!lookup) throw new Error(`the local AWS does not model: ${token}`);
    const failures = schemaFailures(token, news);
    if (failures.length > 0) return { failures };
    const place = { world, region: typeof news.region === "string" ? news.region : region };
    const outputs = lookup(place, news);
    return { outputs: { ...outputs, region: place.region } };
}

function check(world: World, type: ResourceType, { urn = "", region, news = {}, oldInputs = {} }: PluginRequest): PluginAnswer {
    const inputs = withDefaults(type, urn, news, oldInputs);
    const failures = schemaFailures(type.token, inputs);
    const reason = problemOf(type.kind, "check", { ...placeOf(world, type, region, news), inputs: told(inputs) });
    return { inputs, failures: reason === undefined ? failures : [...failures, { property: "", reason }] };
}

function diff(_: World, type: ResourceType, { region, olds = {}, oldInputs = {}, news = {} }: PluginRequest): PluginAnswer {
    const moved = { ...news, region: news.region ?? region };
    const differences = differencesOf({ ...type, replacedBy: [...type.replacedBy, "region"] }, { olds, oldInputs, news: moved });
    const replaces = Object.values(differences).some(kind => kind.endsWith("_REPLACE"));
    const named = type.named?.property ?? "";
    const made = Array.isArray(news.__defaults) && news.__defaults.includes(named);
    // Two cannot have one name; of a prefix AWS makes another name each time.
    return { differences, deleteBeforeReplace: replaces && named in news && !made };
}

/** Where a resource is; what has no region argument is in all of them. */
function placeOf(world: World, { token }: ResourceType, region: string, props: JsonObject): Place {
    if (!argumentsOf(token).has("region")) return { world, region: EVERYWHERE };
    return { world, region: typeof props.region === "string" ? props.region : region };
}

const EVERYWHERE = "global";

/** The inputs that AWS is told: without the provider's own notes. */
function told(inputs: JsonObject): Things[Kind] {
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

async function create(world: World, type: ResourceType, { region, news = {}, preview }: PluginRequest): Promise<PluginAnswer> {
    const place = placeOf(world, type, region, news);
    const own = place.region === EVERYWHERE ? {} : { region: place.region };
    if (preview) return { outputs: { ...(told(news) as JsonObject), ...own } };
    const inputs = told(news);
    refuse(type.kind, "create", { ...place, inputs });
    const { id, props } = type.create(place, inputs);
    const tags = argumentsOf(type.token).has("tags") ? { tagsAll: news.tags ?? {} } : {};
    const thing = world.add(type.kind, place.region, id, { ...inputs, ...tags, ...props, ...own });
    if (type.settles) await world.settle(thing, type.settles);
    return { id, outputs: outputsOf(world, world.find(type.kind, id, place.region) ?? thing) };
}

function found(world: World, type: ResourceType, { id = "", region, olds = {} }: PluginRequest): Thing<Kind> | undefined {
    return world.find(type.kind, id, placeOf(world, type, region, olds).region);
}

/** The inputs as they are now: what the program gave, by the values that AWS has. */
function read(world: World, type: ResourceType, request: PluginRequest): PluginAnswer {
    const thing = found(world, type, request);
    if (!thing) return {};
    const outputs = outputsOf(world, thing);
    const given = request.oldInputs ?? {};
    const names = [...argumentsOf(type.token).keys()].filter(name => name in given);
    const inputs = Object.fromEntries(names.map(name => [name, asGiven(given[name], outputs[name])]));
    return { id: thing.id, outputs, inputs: { ...inputs, ...(given.__defaults && { __defaults: given.__defaults }) } };
}

/** A value in the shape that the program gave it: without what AWS added. */
function asGiven(given: Json | undefined, is: Json | undefined): Json | undefined {
    if (covers(is, given)) return given;
    if (isList(given) && isList(is)) return is.map((part, index) => asGiven(given[index], part) ?? null);
    if (!isObject(given) || !isObject(is)) return is;
    return Object.fromEntries(Object.keys(given).map(key => [key, asGiven(given[key], is[key])]));
}

async function update(world: World, type: ResourceType, request: PluginRequest): Promise<PluginAnswer> {
    const { region, olds = {}, news = {}, oldInputs = {} } = request;
    const dropped = Object.keys(oldInputs).filter(key => news[key] == null && !(type.computed ?? []).includes(key));
    const gone = Object.fromEntries(dropped.map(key => [key, undefined]));
    if (request.preview) return { outputs: planned(type, { ...olds, ...gone, ...(told(news) as JsonObject) }, request) };
    const thing = found(world, type, request);
    if (!thing) throw new AwsError("ResourceNotFoundException", `${type.token} ${request.id ?? ""} does not exist`);
    const place = placeOf(world, type, region, olds);
    const inputs = { ...gone, ...told(news) };
    refuse(type.kind, "update", { ...place, inputs, thing });
    const tags = argumentsOf(type.token).has("tags") ? { tagsAll: news.tags ?? {} } : {};
    const props = { ...thing.props, ...inputs, ...tags, ...type.update?.(place, thing, inputs) } as Things[Kind];
    const changed = world.change(world.find(type.kind, thing.id, thing.region) ?? thing, props);
    return Promise.resolve({ outputs: outputsOf(world, changed) });
}

/** What an update will leave: known, but for what AWS makes anew. */
function planned({ recomputed = {} }: ResourceType, outputs: JsonObject, { olds = {}, news = {} }: PluginRequest): JsonObject {
    const anew = Object.entries(recomputed).flatMap(([output, inputs]) =>
        inputs.some(input => JSON.stringify(olds[input]) !== JSON.stringify(news[input])) ? [output] : [],
    );
    return { ...outputs, ...Object.fromEntries(anew.map(output => [output, UNKNOWN])) };
}

function remove(world: World, type: ResourceType, request: PluginRequest): PluginAnswer {
    const thing = found(world, type, request);
    if (!thing) return {};
    const place = placeOf(world, type, request.region, request.olds ?? {});
    refuse(type.kind, "delete", { ...place, inputs: thing.props, thing });
    type.remove?.(place, thing);
    world.remove(thing);
    return {};
}
