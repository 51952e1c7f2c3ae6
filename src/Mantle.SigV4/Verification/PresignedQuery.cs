using System.Globalization;

namespace Mantle.SigV4;

/// <summary>The query parameters of a presigned URL.</summary>
struct PresignedQuery
{
    const long LongestExpires = 604_800;

    string? credential,
        date,
        expires,
        signedHeaders,
        signature,
        token,
        contentSha256;
    bool repeated;

    public string? Algorithm { get; private set; }

    public readonly bool LooksPresigned => credential is not null || signature is not null;

    public static PresignedQuery Read(ReadOnlySpan<char> query)
    {
        var read = new PresignedQuery();
        // All needed names begin with this, however they are escaped: an escaped name is decoded first.
        if (!query.Contains("X-Amz-", StringComparison.Ordinal) && !query.Contains('%'))
            return read;
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf('=');
            var name = equals < 0 ? parameter : parameter[..equals];
            var value = equals < 0 ? default : parameter[(equals + 1)..];
            if (name.Contains('%'))
                name = UriEncoding.Decode(name);
            if (name.StartsWith("X-Amz-", StringComparison.Ordinal))
                read.Take(name["X-Amz-".Length..], value);
        }
        read.Credential = SigV4.Credential.Of(read.credential);
        return read;
    }

    /// <summary>The claimed credential; null if there is none in a valid form.</summary>
    public Credential? Credential { get; private set; }

    /// <summary>The errors of the service the credential names.</summary>
    public readonly SignatureErrors Errors(SigningProfile fallback) => ProfileOr(fallback).Errors;

    public readonly SigV4Error? ToSignature(in SignableRequest request, SigningProfile fallback, out RequestSignature? result)
    {
        result = null;
        var profile = ProfileOr(fallback);
        var errors = profile.Errors;
        if (Algorithm != StringToSign.Algorithm)
            return errors.UnsupportedAlgorithm(Algorithm ?? "", SignatureForm.Presigned);
        var missing = Missing(profile);
        if (missing != MissingComponents.None)
            return errors.MissingQueryParameters(missing);
        if (repeated)
            return errors.DuplicateComponent(SignatureForm.Presigned);
        if (!AmzDate.TryParse(date, out var time))
            return errors.MalformedDate(date!, SignatureForm.Presigned);
        if (Credential is not { NamesKey: true } named)
            return errors.MalformedCredential(credential!, SignatureForm.Presigned);
        if (!SignedHeaderNames.TryNormalize(signedHeaders.AsMemory(), out var headers))
            return errors.DuplicateComponent(SignatureForm.Presigned);

        var (lives, payload) = (TimeSpan.Zero, PayloadHash.Empty);
        if (profile.IsS3 && ReadS3(request, out lives, out payload) is { } error)
            return error;
        result = new(SignatureForm.Presigned, profile, named)
        {
            SignedHeaders = headers,
            Signature = signature.AsMemory(),
            Timestamp = time,
            SessionToken = token ?? request.Headers.Find("x-amz-security-token"),
            Expires = lives,
            Payload = payload,
        };
        return null;
    }

    /// <summary>Reads lifetime and payload hash, which only Amazon S3 accepts in the query.</summary>
    readonly SigV4Error? ReadS3(in SignableRequest request, out TimeSpan lives, out PayloadHash payload)
    {
        (lives, payload) = (TimeSpan.Zero, PayloadHash.UnsignedPayload);
        if (!long.TryParse(expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return S3Errors.ExpiresNotANumber();
        if (seconds < 0)
            return S3Errors.ExpiresNegative();
        if (seconds > LongestExpires)
            return S3Errors.ExpiresTooLong();
        lives = TimeSpan.FromSeconds(seconds);
        var declared = contentSha256 ?? request.Headers.Find("x-amz-content-sha256");
        return declared is null || PayloadHash.TryParse(declared, out payload) ? null : ContentSha256Errors.Invalid(declared);
    }

    readonly MissingComponents Missing(SigningProfile profile)
    {
        var missing = MissingComponents.None;
        if (string.IsNullOrEmpty(credential))
            missing |= MissingComponents.Credential;
        if (string.IsNullOrEmpty(signature))
            missing |= MissingComponents.Signature;
        if (string.IsNullOrEmpty(signedHeaders))
            missing |= MissingComponents.SignedHeaders;
        if (string.IsNullOrEmpty(date))
            missing |= MissingComponents.Date;
        if (profile.IsS3 && expires is null)
            missing |= MissingComponents.Expires;
        return missing;
    }

    readonly SigningProfile ProfileOr(SigningProfile fallback) => Credential?.Profile ?? fallback;

    void Take(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "Algorithm":
                Algorithm = Once(Algorithm, value);
                break;
            case "Credential":
                credential = Once(credential, value);
                break;
            case "Date":
                date = Once(date, value);
                break;
            case "Expires":
                expires = Once(expires, value);
                break;
            case "SignedHeaders":
                signedHeaders = Once(signedHeaders, value);
                break;
            case "Signature":
                signature = Once(signature, value);
                break;
            case "Security-Token":
                token = Once(token, value);
                break;
            case "Content-Sha256":
                contentSha256 = Once(contentSha256, value);
                break;
        }
    }

    string Once(string? earlier, ReadOnlySpan<char> value)
    {
        repeated |= earlier is not null;
        return UriEncoding.Decode(value);
    }
}
