using System.Diagnostics.CodeAnalysis;

namespace Mantle.SigV4;

/// <summary>
/// The claimed signature of an Amazon S3 upload form. It must not be trusted before <see cref="Verify"/> succeeds. The signature covers
/// the form's policy as it was sent.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html">
/// Authenticating requests: browser-based uploads using POST</see>
/// </remarks>
public sealed class PostSignature
{
    readonly string signature;

    PostSignature(in Credential credential, DateTimeOffset timestamp, string signature)
    {
        AccessKeyId = credential.AccessKeyId;
        Scope = credential.Scope;
        Timestamp = timestamp;
        this.signature = signature;
    }

    /// <summary>The access key id with which the form claims to be signed.</summary>
    public string AccessKeyId { get; }

    /// <summary>Day, region and service of the signature.</summary>
    public CredentialScope Scope { get; }

    /// <summary>When the form was signed, from <c>x-amz-date</c>; whole seconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Parses the signature fields of a form.</summary>
    /// <param name="algorithm">The field <c>x-amz-algorithm</c>.</param>
    /// <param name="credential">The field <c>x-amz-credential</c>.</param>
    /// <param name="date">The field <c>x-amz-date</c>.</param>
    /// <param name="signature">The field <c>x-amz-signature</c>.</param>
    /// <param name="result">The signature, if the fields can be read.</param>
    /// <param name="error">The problem, if the fields are invalid.</param>
    public static bool TryRead(
        string algorithm,
        string credential,
        string date,
        string signature,
        [NotNullWhen(true)] out PostSignature? result,
        [NotNullWhen(false)] out SigV4Error? error
    )
    {
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentNullException.ThrowIfNull(signature);
        result = null;
        error = Read(algorithm, credential, date, out var parsed, out var time);
        if (error is not null)
            return false;
        result = new(parsed, time, signature);
        return true;
    }

    /// <summary>Computes the signature and compares it in constant time.</summary>
    /// <param name="policy">The field <c>policy</c>, still in base64.</param>
    /// <param name="key">The signing key of <see cref="AccessKeyId"/> and <see cref="Scope"/>.</param>
    /// <returns>The problem; null if the signature is valid.</returns>
    public SigV4Error? Verify(string policy, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(key);
        var toSign = new Utf8Buffer(stackalloc byte[1024]);
        try
        {
            toSign.Append(policy);
            Span<byte> expected = stackalloc byte[Hex.Sha256Length];
            key.Sign(toSign.Written, expected);
            return Hex.SignatureEquals(expected, signature) ? null : PostErrors.DoesNotMatch(AccessKeyId, policy, signature);
        }
        finally
        {
            toSign.Dispose();
        }
    }

    static SigV4Error? Read(string algorithm, string credential, string date, out Credential parsed, out DateTimeOffset time)
    {
        (parsed, time) = (default, default);
        if (Credential.Of(credential) is not { NamesKey: true } named)
            return PostErrors.MalformedCredential(credential);
        parsed = named;
        if (algorithm != StringToSign.Algorithm)
            return PostErrors.UnsupportedAlgorithm(algorithm);
        if (!AmzDate.TryParse(date, out time))
            return PostErrors.MalformedDate(date);
        var scope = parsed.Scope;
        if (!AmzDate.IsDay(scope.Date))
            return PostErrors.MalformedDay(credential, scope.Date);
        if (scope.Service != "s3")
            return PostErrors.WrongService(credential, scope.Service);
        if (parsed.Terminator != CredentialScope.Terminator)
            return PostErrors.WrongTerminator(credential, parsed.Terminator);
        return AmzDate.IsDayOf(scope.Date, time) ? null : PostErrors.WrongDay(credential, scope.Date, time);
    }
}
