using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>The errors of IAM, STS and the other services that use AWS's common request authentication.</summary>
sealed class StandardErrors : SignatureErrors
{
    const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
        + "method. Consult the service documentation for details.";

    public override SigV4Error MissingAuthentication() => new(403, "MissingAuthenticationToken", "Request is missing Authentication Token");

    public override SigV4Error UnknownAccessKey(string accessKeyId) => InvalidToken(null);

    public override SigV4Error InvalidToken(string? sessionToken) =>
        new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

    public override SigV4Error ExpiredToken(string? sessionToken) =>
        new(403, "ExpiredToken", "The security token included in the request is expired");

    internal override SigV4Error BothHeaderAndQuery(string authorization) =>
        DoesNotMatch("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");

    internal override SigV4Error NotSigV4(string authorization) => MissingAuthentication();

    internal override SigV4Error UnsupportedAlgorithm(string algorithm, SignatureForm form) =>
        Incomplete($"Unsupported AWS 'algorithm': '{algorithm}'.");

    internal override SigV4Error MalformedAuthorization(string component, string authorization) =>
        Incomplete(
            $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): "
                + $"'{HashOf(authorization)}'."
        );

    internal override SigV4Error DuplicateComponent(SignatureForm form) =>
        Incomplete("The request signature does not conform to AWS standards.");

    internal override SigV4Error MissingComponents(MissingComponents missing, string authorization)
    {
        var message = new StringBuilder();
        foreach (
            var part in (ReadOnlySpan<MissingComponents>)
                [SigV4.MissingComponents.Credential, SigV4.MissingComponents.Signature, SigV4.MissingComponents.SignedHeaders]
        )
        {
            if (missing.HasFlag(part))
                message.Append("Authorization header requires '").Append(part).Append("' parameter. ");
        }
        if (missing.HasFlag(SigV4.MissingComponents.Date))
            message.Append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        // AWS no longer echoes the header, which may contain a secret, and sends its hash instead.
        message.Append("(Hashed with SHA-256 and encoded with Base64) Authorization=").Append(HashOf(authorization));
        return Incomplete(message.ToString());
    }

    internal override SigV4Error MissingQueryParameters(MissingComponents missing)
    {
        var message = new StringBuilder();
        foreach (
            var part in (ReadOnlySpan<MissingComponents>)
                [
                    SigV4.MissingComponents.Algorithm,
                    SigV4.MissingComponents.Credential,
                    SigV4.MissingComponents.Signature,
                    SigV4.MissingComponents.SignedHeaders,
                    SigV4.MissingComponents.Date,
                ]
        )
        {
            if (missing.HasFlag(part))
                message.Append("AWS query-string parameters must include 'X-Amz-").Append(part).Append("'. ");
        }
        return Incomplete(message.Append("Re-examine the query-string parameters.").ToString());
    }

    internal override SigV4Error MalformedDate(string date, SignatureForm form) =>
        Incomplete($"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");

    internal override SigV4Error MalformedCredential(string credential, SignatureForm form) =>
        Incomplete($"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");

    // The fifteen minutes apply to presigned requests too: these services ignore X-Amz-Expires.
    internal override SigV4Error? CheckTime(SignatureClaim signature, DateTimeOffset now, TimeSpan maximumSkew)
    {
        var time = signature.Timestamp;
        if (time < now - maximumSkew)
            return DoesNotMatch(
                $"Signature expired: {AmzDate.Format(time)} is now earlier than {AmzDate.Format(now - maximumSkew)} "
                    + $"({AmzDate.Format(now)} - {(int)maximumSkew.TotalMinutes} min.)"
            );
        if (time > now + maximumSkew)
            return DoesNotMatch(
                $"Signature not yet current: {AmzDate.Format(time)} is still later than "
                    + $"{AmzDate.Format(now + maximumSkew)} ({AmzDate.Format(now)} + {(int)maximumSkew.TotalMinutes} min.)"
            );
        return null;
    }

    internal override SigV4Error? CheckScope(SignatureClaim signature, string? region, string? service)
    {
        var scope = signature.Scope;
        var message = "";
        if (region is not null && scope.Region != region)
            message += $"Credential should be scoped to a valid region, not '{scope.Region}'. ";
        if (service is not null && scope.Service != service)
            message += $"Credential should be scoped to correct service: '{service}'. ";
        if (signature.ScopeTerminator != CredentialScope.Terminator)
            message += $"Credential should be scoped with a valid terminator: 'aws4_request', not '{signature.ScopeTerminator}'. ";
        if (!AmzDate.IsDayOf(scope.Date, signature.Timestamp))
            message +=
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope.Date}' != "
                + $"'{AmzDate.FormatDay(signature.Timestamp)}', from '{AmzDate.Format(signature.Timestamp)}'.";
        return message.Length == 0 ? null : DoesNotMatch(message);
    }

    internal override SigV4Error HostNotSigned() =>
        DoesNotMatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");

    internal override SigV4Error HeadersNotSigned(IReadOnlyList<string> names) =>
        DoesNotMatch($"'{names[0]}' must be a 'SignedHeader' in the AWS Authorization.");

    internal override SigV4Error DoesNotMatch(SignatureClaim signature, string stringToSign, string canonicalRequest) =>
        DoesNotMatch(Mismatch);

    static SigV4Error DoesNotMatch(string message) => new(403, "SignatureDoesNotMatch", message);

    static SigV4Error Incomplete(string message) => new(400, "IncompleteSignature", message);

    static string HashOf(string authorization) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(authorization)));
}
