using System.Globalization;

namespace Mantle.SigV4;

/// <summary>The errors of Amazon S3.</summary>
sealed class S3Errors : SignatureErrors
{
    internal const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.";

    const string QueryCredential = "Error parsing the X-Amz-Credential parameter; ";
    const string HeaderMalformed = "The authorization header is malformed; ";
    const string SevenDays = "604800";

    public override SigV4Error MissingAuthentication() => new(403, "AccessDenied", "Access Denied");

    public override SigV4Error UnknownAccessKey(string accessKeyId) =>
        new(
            403,
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
            Member("AWSAccessKeyId", accessKeyId)
        );

    public override SigV4Error InvalidToken(string? sessionToken) =>
        new(400, "InvalidToken", "The provided token is malformed or otherwise invalid.", Member("Token-0", sessionToken ?? ""));

    public override SigV4Error ExpiredToken(string? sessionToken) =>
        new(400, "ExpiredToken", "The provided token has expired.", Member("Token-0", sessionToken ?? ""));

    internal override SigV4Error BothHeaderAndQuery(string authorization) =>
        new(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the "
                + "Authorization header should be specified",
            Member("ArgumentName", "Authorization"),
            Member("ArgumentValue", authorization)
        );

    internal override SigV4Error NotSigV4(string authorization) =>
        authorization.Trim().Contains(' ')
            ? UnsupportedAlgorithm(authorization, SignatureForm.Header)
            : new(
                400,
                "InvalidArgument",
                "Authorization header is invalid -- one and only one ' ' (space) required",
                Member("ArgumentName", "Authorization"),
                Member("ArgumentValue", authorization)
            );

    internal override SigV4Error UnsupportedAlgorithm(string algorithm, SignatureForm form) =>
        form == SignatureForm.Header
            ? new(400, "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
            : QueryError("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");

    internal override SigV4Error MalformedAuthorization(string component, string authorization) =>
        HeaderError($"the authorization component \"{component}\" is malformed.");

    internal override SigV4Error DuplicateComponent(SignatureForm form) =>
        form == SignatureForm.Header
            ? HeaderError("the authorization header requires three components: Credential, SignedHeaders, and Signature.")
            : MissingQueryParameters(SigV4.MissingComponents.None);

    internal override SigV4Error MissingComponents(MissingComponents missing, string authorization)
    {
        const MissingComponents all =
            SigV4.MissingComponents.Credential | SigV4.MissingComponents.Signature | SigV4.MissingComponents.SignedHeaders;
        if ((missing & all) == all)
            return DuplicateComponent(SignatureForm.Header);
        if (missing.HasFlag(SigV4.MissingComponents.Credential))
            return HeaderError("missing Credential.");
        if (missing.HasFlag(SigV4.MissingComponents.SignedHeaders))
            return HeaderError("missing SignedHeaders.");
        if (missing.HasFlag(SigV4.MissingComponents.Signature))
            return HeaderError("missing Signature.");
        return MissingDate();
    }

    internal override SigV4Error MissingQueryParameters(MissingComponents missing) =>
        QueryError(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, "
                + "X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        );

    internal override SigV4Error MalformedDate(string date, SignatureForm form) =>
        form == SignatureForm.Header ? MissingDate() : QueryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");

    internal override SigV4Error MalformedCredential(string credential, SignatureForm form) =>
        CredentialError("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".", form);

    internal override SigV4Error? CheckTime(SignatureClaim signature, DateTimeOffset now, TimeSpan maximumSkew)
    {
        var time = signature.Timestamp;
        if (signature.Form == SignatureForm.Header)
            return (time - now).Duration() > maximumSkew ? TooSkewed(signature, now, maximumSkew) : null;
        if (time - now > maximumSkew)
            return new(
                403,
                "AccessDenied",
                "Request is not valid yet",
                Member("X-Amz-Date", AmzDate.Format(time)),
                Member("ServerTime", Iso(now))
            );
        var expires = time + signature.Expires;
        if (now <= expires)
            return null;
        return new(
            403,
            "AccessDenied",
            "Request has expired",
            Member("X-Amz-Expires", ((long)signature.Expires.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            Member("Expires", Iso(expires)),
            Member("ServerTime", Iso(now))
        );
    }

    internal override SigV4Error? CheckScope(SignatureClaim signature, string? region, string? service)
    {
        var (form, scope) = (signature.Form, signature.Scope);
        if (!AmzDate.IsDay(scope.Date))
            return CredentialError(
                $"incorrect date format \"{scope.Date}\". This date in the credential must be in the format " + "\"yyyyMMdd\".",
                form
            );
        if (service is not null && scope.Service != service)
            return CredentialError($"incorrect service \"{scope.Service}\". This endpoint belongs to \"{service}\".", form);
        if (signature.ScopeTerminator != CredentialScope.Terminator)
            return CredentialError($"incorrect terminal \"{signature.ScopeTerminator}\". This endpoint uses \"aws4_request\".", form);
        if (region is not null && scope.Region != region)
            return CredentialError($"the region '{scope.Region}' is wrong; expecting '{region}'", form, Member("Region", region));
        if (AmzDate.IsDayOf(scope.Date, signature.Timestamp))
            return null;
        return form == SignatureForm.Header
            ? HeaderError("Invalid credential date. Date is not the same as X-Amz-Date.")
            : QueryError(
                $"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: "
                    + $"\"{AmzDate.FormatDay(signature.Timestamp)}\"."
            );
    }

    internal override SigV4Error HostNotSigned() => HeadersNotSigned(["host"]);

    internal override SigV4Error HeadersNotSigned(IReadOnlyList<string> names) =>
        new(
            403,
            "AccessDenied",
            "There were headers present in the request which were not signed",
            Member("HeadersNotSigned", string.Join(", ", names))
        );

    internal override SigV4Error DoesNotMatch(SignatureClaim signature, string stringToSign, string canonicalRequest) =>
        new(
            403,
            "SignatureDoesNotMatch",
            Mismatch,
            Member("AWSAccessKeyId", signature.AccessKeyId),
            Member("StringToSign", stringToSign),
            Member("SignatureProvided", signature.Signature.ToString()),
            Member("StringToSignBytes", Hex.Spaced(stringToSign)),
            Member("CanonicalRequest", canonicalRequest),
            Member("CanonicalRequestBytes", Hex.Spaced(canonicalRequest))
        );

    internal static SigV4Error ExpiresNotANumber() => QueryError("X-Amz-Expires should be a number");

    internal static SigV4Error ExpiresNegative() => QueryError("X-Amz-Expires must be non-negative");

    internal static SigV4Error ExpiresTooLong() =>
        QueryError(
            $"X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than {SevenDays} "
                + $"seconds"
        );

    static SigV4Error MissingDate() => new(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");

    static SigV4Error TooSkewed(SignatureClaim signature, DateTimeOffset now, TimeSpan maximumSkew) =>
        new(
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            Member("RequestTime", AmzDate.Format(signature.Timestamp)),
            Member("ServerTime", Iso(now)),
            Member("MaxAllowedSkewMilliseconds", ((long)maximumSkew.TotalMilliseconds).ToString(CultureInfo.InvariantCulture))
        );

    static SigV4Error CredentialError(string message, SignatureForm form, params ReadOnlySpan<KeyValuePair<string, string>> members) =>
        form == SignatureForm.Header ? HeaderError(message, members) : QueryError(QueryCredential + message, members);

    static SigV4Error HeaderError(string message, params ReadOnlySpan<KeyValuePair<string, string>> members) =>
        new(400, "AuthorizationHeaderMalformed", HeaderMalformed + message, members);

    static SigV4Error QueryError(string message, params ReadOnlySpan<KeyValuePair<string, string>> members) =>
        new(400, "AuthorizationQueryParametersError", message, members);

    static KeyValuePair<string, string> Member(string name, string value) => new(name, value);

    static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
