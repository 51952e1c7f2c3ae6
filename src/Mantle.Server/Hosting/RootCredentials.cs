namespace Mantle.Server.Hosting;

/// <summary>Credentials of an account's root user, and where to use them.</summary>
public sealed record RootCredentials(string AccountId, string AccessKeyId, string SecretAccessKey, string Endpoint)
{
    /// <summary>How far the server's clock runs ahead; not part of what is printed.</summary>
    [JsonIgnore]
    public TimeSpan ClockOffset { get; init; }
}
