// Several Materialize environments in one stack: each is an entry of `materialize:profiles`, and `profile` selects the environment of a resource.
//   pulumi config set --path 'materialize:profiles.us.host' <host>
//   pulumi config set --path --secret 'materialize:profiles.us.password' <password>
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();
const [host = "", port] = config.require("broker").split(":");

// Objects in two environments may have the same name, but their resources need different names.
const regions = ["us", "eu"].map(profile => {
    const cluster = new materialize.Cluster(`ingest-${profile}`, { name: "ingest", size: "25cc", profile });
    const schema = new materialize.Schema(`shop-${profile}`, { name: "shop", profile });
    const shop = new materialize.SelfHostedKafkaIngestion(`shop_${profile}`, {
        brokers: [{ host, port: Number(port) }],
        auth: { scram: { username: "materialize", password: config.requireSecret("password") } },
        network: { none: {} },
        sources: { clicks: { topic: "clicks", format: { json: {} } } },
        cluster,
        schema,
        profile,
    });
    return [profile, shop.sources.clicks.qualifiedName] as const;
});

export const clicks = Object.fromEntries(regions);
