namespace Mantle.Server.Hosting;

/// <summary>Credentials of an account's root user, and the server's URL.</summary>
public sealed record RootCredentials(string AccountId, string AccessKeyId, string SecretAccessKey, string Endpoint)
{
    /// <summary>How far the server's clock is ahead. It is not printed.</summary>
    [JsonIgnore]
    public TimeSpan ClockOffset { get; init; }
}
