using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceSpecificCredentials;

/// <summary>
/// The services that accept service-specific credentials: a user name and password
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html"/>) or an API key
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_api_keys_for_aws_services.html"/>).
/// </summary>
sealed record CredentialService(string Name, string? ApiKeyPrefix = null)
{
    static readonly CredentialService[] All =
    [
        new("codecommit.amazonaws.com"),
        new("cassandra.amazonaws.com"),
        new("bedrock.amazonaws.com", "ABSK"),
        new("aws-external-anthropic.amazonaws.com", ""),
        new("cloudwatch.amazonaws.com", ""),
        new("logs.amazonaws.com", "ACWL"),
    ];

    /// <summary>Whether its credentials are API keys, which can expire.</summary>
    public bool HasApiKeys => ApiKeyPrefix is not null;

    public static CredentialService Find(string name) =>
        Array.Find(All, service => service.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw Errors.NoSuchEntity($"No such service {name} is supported for Service Specific Credentials");
}
