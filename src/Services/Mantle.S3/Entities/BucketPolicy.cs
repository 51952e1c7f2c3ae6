using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>The policy of a bucket or an access point.</summary>
/// <param name="Document">The text.</param>
/// <param name="PrincipalIds">ARN of a user or role to its unique id, canonical user id to account id.</param>
/// <param name="IsPublic">Whether S3 counts it as public.</param>
sealed record BucketPolicy(
    PolicyText Document,
    ImmutableDictionary<string, string> PrincipalIds,
    [property: JsonPropertyOrder(1)] bool IsPublic
) : ResourcePolicy(Document, PrincipalIds)
{
    /// <inheritdoc/>
    protected override string SourceName => "bucket policy";
}
