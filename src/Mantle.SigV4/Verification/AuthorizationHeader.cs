namespace Mantle.SigV4;

/// <summary>The parts of <c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>, with any spacing and in any order.</summary>
struct AuthorizationHeader
{
    ReadOnlyMemory<char> algorithm,
        credential,
        signedHeaders,
        signature;
    MissingComponents missing;

    /// <summary>The first component that is not <c>Name=Value</c>; null if there is none.</summary>
    string? malformed;
    bool repeated;

    /// <summary>The header as it was sent.</summary>
    public string Text { get; private init; }

    /// <summary>The claimed credential; null if there is none in a valid form.</summary>
    public Credential? Credential { get; private set; }

    public static AuthorizationHeader Of(string text)
    {
        var header = new AuthorizationHeader
        {
            Text = text,
            missing = MissingComponents.Credential | MissingComponents.Signature | MissingComponents.SignedHeaders,
        };
        var trimmed = text.AsMemory().Trim();
        var blank = trimmed.Span.IndexOfAny(' ', '\t');
        header.algorithm = blank < 0 ? trimmed : trimmed[..blank];
        if (header.IsSigV4)
            header.TakeComponents(trimmed[header.algorithm.Length..]);
        return header;
    }

    readonly bool IsSigV4 => algorithm.Span.StartsWith("AWS4-", StringComparison.Ordinal);

    /// <summary>Reads all components, even after a malformed one: the credential may follow it.</summary>
    void TakeComponents(ReadOnlyMemory<char> rest)
    {
        while (NextComponent(ref rest, out var component))
        {
            var equals = component.Span.IndexOf('=');
            if (equals >= 0)
                Take(component.Span[..equals], component[(equals + 1)..]);
            else if (!repeated)
                malformed ??= component.ToString();
        }
        Credential = SigV4.Credential.Of(credential.Span);
    }

    void Take(ReadOnlySpan<char> name, ReadOnlyMemory<char> value)
    {
        MissingComponents part;
        switch (name)
        {
            case "Credential":
                (part, credential) = (MissingComponents.Credential, value);
                break;
            case "SignedHeaders":
                (part, signedHeaders) = (MissingComponents.SignedHeaders, value);
                break;
            case "Signature":
                (part, signature) = (MissingComponents.Signature, value);
                break;
            default:
                return;
        }
        if (value.IsEmpty)
            return;
        repeated |= (missing & part) == 0 && malformed is null;
        missing &= ~part;
    }

    /// <summary>The algorithm as it was sent.</summary>
    public readonly ReadOnlySpan<char> Algorithm => algorithm.Span;

    public readonly SigV4Error? ToSignature(in SignableRequest request, SigningProfile fallback, out RequestSignature? result)
    {
        result = null;
        if (!IsSigV4)
            return fallback.Errors.NotSigV4(Text);
        if (!algorithm.Span.SequenceEqual(StringToSign.Algorithm))
            return fallback.Errors.UnsupportedAlgorithm(algorithm.ToString(), SignatureForm.Header);
        return ToClaim(request, fallback, out result);
    }

    /// <summary>The claim, whatever the algorithm is.</summary>
    public readonly SigV4Error? ToClaim(in SignableRequest request, SigningProfile fallback, out RequestSignature? result)
    {
        result = null;
        if (malformed is not null)
            return fallback.Errors.MalformedAuthorization(malformed, Text);
        if (repeated)
            return fallback.Errors.DuplicateComponent(SignatureForm.Header);

        var profile = Credential?.Profile ?? fallback;
        var date = request.Headers.Find("x-amz-date");
        var httpDate = date is null ? request.Headers.Find("date") : null;
        var absent = date is null && httpDate is null ? missing | MissingComponents.Date : missing;
        if (absent != MissingComponents.None)
            return profile.Errors.MissingComponents(absent, Text);
        if (request.Headers.CountOf("authorization") > 1)
            return profile.Errors.DuplicateComponent(SignatureForm.Header);
        if (date is not null ? !AmzDate.TryParse(date, out var time) : !AmzDate.TryParseHttpDate(httpDate, out time))
            return profile.Errors.MalformedDate(date ?? httpDate!, SignatureForm.Header);
        if (Credential is not { NamesKey: true } named)
            return profile.Errors.MalformedCredential(credential.ToString(), SignatureForm.Header);
        if (!SignedHeaderNames.TryNormalize(signedHeaders, out var names))
            return profile.Errors.DuplicateComponent(SignatureForm.Header);

        var payload = PayloadHash.Empty;
        if (profile.IsS3)
        {
            var declared = request.Headers.Find("x-amz-content-sha256");
            if (declared is null)
                return ContentSha256Errors.Missing();
            if (!PayloadHash.TryParse(declared, out payload))
                return ContentSha256Errors.Invalid(declared);
        }
        result = new(SignatureForm.Header, profile, named)
        {
            SignedHeaders = names,
            Signature = signature,
            Timestamp = time,
            SessionToken = request.Headers.Find("x-amz-security-token"),
            Payload = payload,
        };
        return null;
    }

    static bool NextComponent(ref ReadOnlyMemory<char> rest, out ReadOnlyMemory<char> component)
    {
        var start = rest.Span.IndexOfAnyExcept(", \t");
        if (start < 0)
        {
            component = default;
            return false;
        }
        rest = rest[start..];
        var end = rest.Span.IndexOfAny(", \t");
        if (end < 0)
            end = rest.Length;
        component = rest[..end];
        rest = rest[end..];
        return true;
    }
}
