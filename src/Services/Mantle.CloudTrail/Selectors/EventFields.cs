namespace Mantle.CloudTrail.Selectors;

/// <summary>The fields of advanced event selectors, and the categories of events.</summary>
static class EventFields
{
    public const string Category = "eventCategory",
        ReadOnly = "readOnly",
        Source = "eventSource",
        Name = "eventName",
        Type = "eventType",
        ResourceType = "resources.type",
        ResourceArn = "resources.ARN",
        IdentityArn = "userIdentity.arn",
        FromConsole = "sessionCredentialFromConsole",
        ErrorCode = "errorCode",
        VpcEndpoint = "vpcEndpointId";

    public const string Management = "Management",
        Data = "Data",
        NetworkActivity = "NetworkActivity";
}
