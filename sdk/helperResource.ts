import { ProviderResource } from "./resource";

/** A resource that a component creates beside objects: it waits for AWS, or creates topics. */
export abstract class HelperResource extends ProviderResource {}
