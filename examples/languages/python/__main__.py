"""Clicks from Kafka, counted by page."""

import pulumi
import pulumi_materialize as materialize

config = pulumi.Config()

password = materialize.Secret("kafka_password", value=config.require_secret("password"))
kafka = materialize.KafkaConnection(
    "kafka",
    brokers=[config.require("broker")],
    sasl={"mechanism": "SCRAM-SHA-512", "username": "materialize", "password": password},
)
clicks = materialize.KafkaSource(
    "clicks",
    connection=kafka,
    topic="materialize_click_streams",
    tables_only=True,
    cluster="quickstart",
)
table = materialize.SourceTable("clicks_v1", source=clicks, format={"json": {}})
counted = materialize.MaterializedView(
    "clicks_by_page",
    cluster="quickstart",
    query=pulumi.Output.format(
        "SELECT data->>'page_id' AS page, count(*) AS clicks FROM {0} GROUP BY 1", table.qualified_name
    ),
)

pulumi.export("view", counted.qualified_name)
