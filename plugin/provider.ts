import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PACKAGE } from "../common/tokens";
import { beginCommand } from "../provider/session/interruption";
import { packageVersion } from "../provider/session/packageVersion";
import type { Fields } from "../provider/values/value";
import { givenInputs } from "./inputs";
import { lookupOf } from "./lookups";
import { diffResponse, failuresOf, fieldsOf, structOf } from "./messages";
import { Names } from "./names";
import { Resources } from "./resources";
import { changedKeys, configOf, configProblems } from "./settings";
import { subjectOf } from "./token";
import { decode, type Properties } from "./wire";

/** Answers the calls of Pulumi's engine for the resources and lookups of one provider. */
export class Provider {
    private config = configOf({});
    private resources = new Resources(this.config);
    private names = new Names();

    handshake(): proto.ProviderHandshakeResponse {
        return new proto.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true);
    }

    getPluginInfo(): plugin.PluginInfo {
        return new plugin.PluginInfo().setVersion(packageVersion());
    }

    checkConfig(request: proto.CheckRequest): proto.CheckResponse {
        const { fields, secrets } = decode(fieldsOf(request.getNews()));
        return new proto.CheckResponse().setInputs(structOf(fields, secrets)).setFailuresList(failuresOf(configProblems(fields)));
    }

    /** Another configuration never replaces a provider, which would replace all its resources: each resource knows its environment. */
    diffConfig(request: proto.DiffRequest): proto.DiffResponse {
        const [olds, news] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(
            one => decode(fieldsOf(one)).fields,
        );
        const changed = changedKeys(olds ?? {}, news ?? {});
        const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
        return new proto.DiffResponse().setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME).setDiffsList(changed);
    }

    /** Begins a run with the settings of the provider. */
    configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
        beginCommand();
        const variables: Record<string, string> = {};
        request.getVariablesMap().forEach((value, key) => {
            variables[key.replace(`${PACKAGE}:config:`, "")] = value;
        });
        const args = request.getArgs();
        const given: Fields = args === undefined ? variables : fieldsOf(args);
        this.config = configOf(decode(given).fields, request.hasName() ? request.getName() : undefined);
        this.resources = new Resources(this.config);
        this.names = new Names();
        return new proto.ConfigureResponse()
            .setAcceptsecrets(true)
            .setAcceptresources(true)
            .setAcceptoutputs(true)
            .setSupportspreview(true);
    }

    async invoke(request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
        const { fields } = decode(fieldsOf(request.getArgs()));
        const found = await lookupOf(request.getTok()).call(this.config, fields);
        return new proto.InvokeResponse().setReturn(structOf(found, []));
    }

    async check(request: proto.CheckRequest): Promise<proto.CheckResponse> {
        const subject = subjectOf(request.getUrn());
        const olds = decode(fieldsOf(request.getOlds())).fields;
        const given = givenInputs(subject, fieldsOf(request.getNews()), olds, this.names);
        const { inputs, failures } = await this.resources.check(olds, given);
        this.names.record(subject.urn, inputs.qualifiedName);
        return new proto.CheckResponse().setInputs(structOf(inputs, given.secrets)).setFailuresList(failuresOf(failures));
    }

    async diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
        const [olds, news] = [decode(fieldsOf(request.getOlds())).fields, decode(fieldsOf(request.getNews())).fields];
        const subject = subjectOf(request.getUrn());
        return diffResponse(await this.resources.diff(subject, request.getId(), { olds, news }), olds, news);
    }

    async create(request: proto.CreateRequest, news: Properties): Promise<proto.CreateResponse> {
        const subject = subjectOf(request.getUrn());
        const { id, outs } = await this.resources.create(subject, news.fields, request.getPreview());
        return new proto.CreateResponse().setId(id).setProperties(structOf(outs, news.secrets));
    }

    async read(request: proto.ReadRequest, state: Properties): Promise<proto.ReadResponse> {
        const subject = subjectOf(request.getUrn());
        const { id = "", props = {}, inputs } = await this.resources.read(subject, request.getId(), state.fields);
        const response = new proto.ReadResponse().setId(id).setProperties(structOf(props, state.secrets));
        const kept = inputs ?? decode(fieldsOf(request.getInputs())).fields;
        return id === "" ? response : response.setInputs(structOf(kept, state.secrets));
    }

    async update(request: proto.UpdateRequest, news: Properties): Promise<proto.UpdateResponse> {
        const states = { olds: decode(fieldsOf(request.getOlds())).fields, news: news.fields };
        const subject = subjectOf(request.getUrn());
        const outs = await this.resources.update(subject, request.getId(), states, request.getPreview());
        return new proto.UpdateResponse().setProperties(structOf(outs, news.secrets));
    }

    async delete(request: proto.DeleteRequest): Promise<Empty> {
        const { fields } = decode(fieldsOf(request.getProperties()));
        await this.resources.delete(subjectOf(request.getUrn()), request.getId(), fields);
        return new Empty();
    }
}
