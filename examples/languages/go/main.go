// Clicks from Kafka, counted by page.
package main

import (
	"github.com/RELEASE-PLACEHOLDER/pulumi-materialize/sdk/go/materialize"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")

		password, err := materialize.NewSecret(ctx, "kafka_password", &materialize.SecretArgs{
			Value: settings.RequireSecret("password"),
		})
		if err != nil {
			return err
		}
		kafka, err := materialize.NewKafkaConnection(ctx, "kafka", &materialize.KafkaConnectionArgs{
			Brokers: pulumi.Array{pulumi.String(settings.Require("broker"))},
			Sasl: &materialize.KafkaConnectionSaslArgs{
				Mechanism: pulumi.String("SCRAM-SHA-512"),
				Username:  pulumi.String("materialize"),
				Password:  password,
			},
		})
		if err != nil {
			return err
		}
		clicks, err := materialize.NewKafkaSource(ctx, "clicks", &materialize.KafkaSourceArgs{
			Connection: kafka,
			Topic:      pulumi.String("materialize_click_streams"),
			TablesOnly: pulumi.Bool(true),
			Cluster:    pulumi.String("quickstart"),
		})
		if err != nil {
			return err
		}
		table, err := materialize.NewSourceTable(ctx, "clicks_v1", &materialize.SourceTableArgs{
			Source: clicks,
			Format: &materialize.SourceTableFormatArgs{Json: &materialize.SourceTableFormatJsonArgs{}},
		})
		if err != nil {
			return err
		}
		counted, err := materialize.NewMaterializedView(ctx, "clicks_by_page", &materialize.MaterializedViewArgs{
			Cluster: pulumi.String("quickstart"),
			Query: pulumi.Sprintf(
				"SELECT data->>'page_id' AS page, count(*) AS clicks FROM %s GROUP BY 1", table.QualifiedName),
		})
		if err != nil {
			return err
		}

		ctx.Export("view", counted.QualifiedName)
		return nil
	})
}
