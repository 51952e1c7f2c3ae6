namespace Mantle.SigV4;

/// <summary>What a client signs with.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">The secret access key.</param>
/// <param name="SessionToken">The session token of temporary credentials, else null.</param>
public sealed record Credentials(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>The access key id alone: a secret does not belong in logs.</summary>
    public override string ToString() => AccessKeyId;
}
