using Mantle.Wire.S3;
using Facts = Mantle.Wire.S3.Operations;

namespace Mantle.S3.Configurations;

/// <summary>The configurations that Mantle stores without acting on them.</summary>
static class KeptConfigurations
{
    public static readonly KeptConfiguration<AccelerateConfiguration> Accelerate = new(
        "accelerate",
        Facts.GetBucketAccelerateConfiguration,
        Facts.PutBucketAccelerateConfiguration,
        value => new GetBucketAccelerateConfigurationOutput { Status = value.Status },
        request => ((PutBucketAccelerateConfigurationRequest)request).AccelerateConfiguration
    );

    public static readonly KeptConfiguration<RequestPaymentConfiguration> RequestPayment = new(
        "requestPayment",
        Facts.GetBucketRequestPayment,
        Facts.PutBucketRequestPayment,
        value => new GetBucketRequestPaymentOutput { Payer = value.Payer },
        request => ((PutBucketRequestPaymentRequest)request).RequestPaymentConfiguration
    );

    public static readonly KeptConfiguration<BucketLoggingStatus> Logging = new(
        "logging",
        Facts.GetBucketLogging,
        Facts.PutBucketLogging,
        value => new GetBucketLoggingOutput { LoggingEnabled = value.LoggingEnabled },
        request => ((PutBucketLoggingRequest)request).BucketLoggingStatus
    );

    public static readonly KeptConfiguration<NotificationConfiguration> Notification = new(
        "notification",
        Facts.GetBucketNotificationConfiguration,
        Facts.PutBucketNotificationConfiguration,
        value => value,
        request => ((PutBucketNotificationConfigurationRequest)request).NotificationConfiguration
    );

    public static readonly KeptConfiguration<WebsiteConfiguration> Website = new(
        "website",
        Facts.GetBucketWebsite,
        Facts.PutBucketWebsite,
        Answer,
        request => ((PutBucketWebsiteRequest)request).WebsiteConfiguration
    );

    public static readonly KeptConfiguration<ReplicationConfiguration> Replication = new(
        "replication",
        Facts.GetBucketReplication,
        Facts.PutBucketReplication,
        value => new GetBucketReplicationOutput { ReplicationConfiguration = value },
        request => ((PutBucketReplicationRequest)request).ReplicationConfiguration
    );

    public static readonly KeptConfiguration<AnalyticsConfiguration> Analytics = new(
        "analytics",
        Facts.GetBucketAnalyticsConfiguration,
        Facts.PutBucketAnalyticsConfiguration,
        value => new GetBucketAnalyticsConfigurationOutput { AnalyticsConfiguration = value },
        request => ((PutBucketAnalyticsConfigurationRequest)request).AnalyticsConfiguration
    );

    public static readonly KeptConfiguration<InventoryConfiguration> Inventory = new(
        "inventory",
        Facts.GetBucketInventoryConfiguration,
        Facts.PutBucketInventoryConfiguration,
        value => new GetBucketInventoryConfigurationOutput { InventoryConfiguration = value },
        request => ((PutBucketInventoryConfigurationRequest)request).InventoryConfiguration
    );

    public static readonly KeptConfiguration<MetricsConfiguration> Metrics = new(
        "metrics",
        Facts.GetBucketMetricsConfiguration,
        Facts.PutBucketMetricsConfiguration,
        value => new GetBucketMetricsConfigurationOutput { MetricsConfiguration = value },
        request => ((PutBucketMetricsConfigurationRequest)request).MetricsConfiguration
    );

    public static readonly KeptConfiguration<IntelligentTieringConfiguration> IntelligentTiering = new(
        "intelligent-tiering",
        Facts.GetBucketIntelligentTieringConfiguration,
        Facts.PutBucketIntelligentTieringConfiguration,
        value => new GetBucketIntelligentTieringConfigurationOutput { IntelligentTieringConfiguration = value },
        request => ((PutBucketIntelligentTieringConfigurationRequest)request).IntelligentTieringConfiguration
    );

    public static GetBucketWebsiteOutput Answer(WebsiteConfiguration website) =>
        new()
        {
            ErrorDocument = website.ErrorDocument,
            IndexDocument = website.IndexDocument,
            RedirectAllRequestsTo = website.RedirectAllRequestsTo,
            RoutingRules = website.RoutingRules,
        };
}
