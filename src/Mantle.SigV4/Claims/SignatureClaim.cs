namespace Mantle.SigV4;

/// <summary>What a request claims about its own signature. It is not verified.</summary>
public abstract class SignatureClaim
{
    private protected SignatureClaim(SignatureForm form, string accessKeyId, CredentialScope scope, string scopeTerminator)
    {
        Form = form;
        AccessKeyId = accessKeyId;
        Scope = scope;
        ScopeTerminator = scopeTerminator;
    }

    /// <summary>Header or presigned.</summary>
    public SignatureForm Form { get; }

    /// <summary>The access key id with which the request claims to be signed.</summary>
    public string AccessKeyId { get; }

    /// <summary>Day, region and service of the signature.</summary>
    public CredentialScope Scope { get; }

    /// <summary>The signed header names: lower case, sorted, separated by semicolons.</summary>
    public ReadOnlyMemory<char> SignedHeaders { get; internal init; }

    /// <summary>The signature as sent.</summary>
    public ReadOnlyMemory<char> Signature { get; internal init; }

    /// <summary>When the request was signed, from <c>x-amz-date</c>, <c>Date</c> or <c>X-Amz-Date</c>; whole seconds.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>The session token of temporary credentials; null if none was sent.</summary>
    public string? SessionToken { get; internal init; }

    /// <summary>
    /// How long a presigned URL is valid after <see cref="Timestamp"/>. Zero for the header form and for services without
    /// <c>X-Amz-Expires</c>.
    /// </summary>
    public TimeSpan Expires { get; internal init; }

    /// <summary>The payload hash that an Amazon S3 request declares. For other services the hash of an empty body.</summary>
    public PayloadHash Payload { get; internal init; }

    internal string ScopeTerminator { get; }
}
