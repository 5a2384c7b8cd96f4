import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { DEFAULT_WORLD, type WorldFile } from "../index";
import { World } from "../world/world";
import type { Version } from "../versions";

/** Returns the world in which the transcripts of a version were recorded: the default, with the topics and registries of the version. */
export function worldOf(version: Version): WorldFile {
    const common = World.read(DEFAULT_WORLD);
    const file = join(__dirname, "..", "world", `${version}.json`);
    if (!existsSync(file)) return common;
    const own = JSON.parse(readFileSync(file, "utf8")) as Partial<WorldFile>;
    return { ...common, ...own, topics: { ...common.topics, ...own.topics } };
}
