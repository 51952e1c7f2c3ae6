namespace Mantle.SigV4;

/// <summary>The credentials of a client.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">The secret access key.</param>
/// <param name="SessionToken">The session token of temporary credentials; otherwise null.</param>
public sealed record Credentials(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>Only the access key id, because the secret must not get into logs.</summary>
    public override string ToString() => AccessKeyId;
}
