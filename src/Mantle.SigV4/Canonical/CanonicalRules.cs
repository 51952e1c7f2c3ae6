namespace Mantle.SigV4;

/// <summary>The differences between services in step 1, the canonical request.</summary>
/// <param name="NormalizesPath">
/// Whether empty and dot segments are removed and the path is encoded twice. Amazon S3 keeps the path and encodes it once.
/// </param>
/// <param name="SignsQueryToken">Whether <c>X-Amz-Security-Token</c> in the query is signed. AWS IoT adds it after signing.</param>
public readonly record struct CanonicalRules(bool NormalizesPath, bool SignsQueryToken)
{
    /// <summary>The rules of all services except Amazon S3 and AWS IoT.</summary>
    public static CanonicalRules Standard { get; } = new(NormalizesPath: true, SignsQueryToken: true);

    /// <summary>The rules of Amazon S3.</summary>
    public static CanonicalRules S3 { get; } = new(NormalizesPath: false, SignsQueryToken: true);
}
