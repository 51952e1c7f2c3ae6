namespace Mantle.SigV4;

/// <summary>What services do differently in step 1, the canonical request.</summary>
/// <param name="NormalizesPath">
/// Whether the path loses empty and dot segments and is encoded twice. Amazon S3 takes the path as it is and encodes it once.
/// </param>
/// <param name="SignsQueryToken">Whether <c>X-Amz-Security-Token</c> in the query is signed. AWS IoT adds it after signing.</param>
public readonly record struct CanonicalRules(bool NormalizesPath, bool SignsQueryToken)
{
    /// <summary>The rules of every service but Amazon S3 and AWS IoT.</summary>
    public static CanonicalRules Standard { get; } = new(NormalizesPath: true, SignsQueryToken: true);

    /// <summary>The rules of Amazon S3.</summary>
    public static CanonicalRules S3 { get; } = new(NormalizesPath: false, SignsQueryToken: true);
}
