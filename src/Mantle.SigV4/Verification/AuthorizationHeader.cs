namespace Mantle.SigV4;

/// <summary>Reads <c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>, with any blanks and in any order.</summary>
static class AuthorizationHeader
{
    public static SigV4Error? Read(
        in SignableRequest request,
        string authorization,
        SigningProfile fallback,
        out RequestSignature? signature
    )
    {
        signature = null;
        var text = authorization.AsSpan().Trim();
        var blank = text.IndexOfAny(' ', '\t');
        var algorithm = blank < 0 ? text : text[..blank];
        if (!algorithm.StartsWith("AWS4-", StringComparison.Ordinal))
            return fallback.Errors.NotSigV4(authorization);
        if (!algorithm.SequenceEqual(StringToSign.Algorithm))
            return fallback.Errors.UnsupportedAlgorithm(algorithm.ToString(), SignatureForm.Header);

        ReadOnlyMemory<char> credential = default,
            signedHeaders = default,
            provided = default;
        var missing = MissingComponents.Credential | MissingComponents.Signature | MissingComponents.SignedHeaders;
        var rest = authorization.AsMemory(authorization.AsSpan().IndexOf(algorithm) + algorithm.Length);
        while (NextComponent(ref rest, out var component))
        {
            var equals = component.Span.IndexOf('=');
            if (equals < 0)
                return fallback.Errors.MalformedAuthorization(component.ToString(), authorization);
            var value = component[(equals + 1)..];
            MissingComponents part;
            switch (component.Span[..equals])
            {
                case "Credential":
                    (part, credential) = (MissingComponents.Credential, value);
                    break;
                case "SignedHeaders":
                    (part, signedHeaders) = (MissingComponents.SignedHeaders, value);
                    break;
                case "Signature":
                    (part, provided) = (MissingComponents.Signature, value);
                    break;
                default:
                    continue;
            }
            if (value.IsEmpty)
                continue;
            if ((missing & part) == 0)
                return fallback.Errors.DuplicateComponent(SignatureForm.Header);
            missing &= ~part;
        }

        var profile = Credential.ProfileOf(credential.Span) ?? fallback;
        var date = request.Headers.Find("x-amz-date");
        var httpDate = date is null ? request.Headers.Find("date") : null;
        if (date is null && httpDate is null)
            missing |= MissingComponents.Date;
        if (missing != MissingComponents.None)
            return profile.Errors.MissingComponents(missing, authorization);
        if (request.Headers.CountOf("authorization") > 1)
            return profile.Errors.DuplicateComponent(SignatureForm.Header);
        if (date is not null ? !AmzDate.TryParse(date, out var time) : !AmzDate.TryParseHttpDate(httpDate, out time))
            return profile.Errors.MalformedDate(date ?? httpDate!, SignatureForm.Header);
        if (!Credential.TryParse(credential.Span, out var parsed))
            return profile.Errors.MalformedCredential(credential.ToString(), SignatureForm.Header);
        if (!SignedHeaderNames.TryNormalize(signedHeaders, out signedHeaders))
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
        signature = new(SignatureForm.Header, profile, parsed)
        {
            SignedHeaders = signedHeaders,
            Signature = provided,
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
