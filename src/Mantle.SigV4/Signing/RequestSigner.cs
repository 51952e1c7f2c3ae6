using System.Globalization;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Signs requests in the <c>Authorization</c> header or, for presigned URLs, in the query. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
/// Create a signed AWS API request</see>
/// </remarks>
public sealed class RequestSigner
{
    // Hop-by-hop headers, and headers that proxies and HTTP clients change.
    static readonly HashSet<string> Unsigned = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    };

    readonly Credentials credentials;
    readonly string region;
    readonly string service;
    DayKey? lastKey;

    /// <summary>Creates a signer for one service in one region, with that service's rules.</summary>
    public RequestSigner(Credentials credentials, string region, string service)
        : this(credentials, region, service, SigningProfile.For(service)) { }

    /// <summary>Creates a signer with other rules.</summary>
    public RequestSigner(Credentials credentials, string region, string service, SigningProfile profile)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrEmpty(region);
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentNullException.ThrowIfNull(profile);
        this.credentials = credentials;
        this.region = region;
        this.service = service;
        Profile = profile;
    }

    /// <summary>The signing rules.</summary>
    public SigningProfile Profile { get; }

    /// <summary>
    /// Signs a request in its headers. Adds <c>x-amz-date</c>, <c>Authorization</c>, for temporary credentials
    /// <c>x-amz-security-token</c> and for Amazon S3 <c>x-amz-content-sha256</c>; every other header that is not hop-by-hop is
    /// signed as it is.
    /// </summary>
    /// <param name="request">The request. Its headers must contain <c>host</c>.</param>
    /// <param name="payload">The payload hash.</param>
    /// <param name="time">The time of signing.</param>
    public SigningResult Sign(in SignableRequest request, PayloadHash payload, DateTimeOffset time)
    {
        var headers = request.Headers;
        headers.Set("x-amz-date", AmzDate.Format(time));
        if (credentials.SessionToken is { } token)
            headers.Set("x-amz-security-token", token);
        if (Profile.IsS3)
            headers.Set("x-amz-content-sha256", payload.ToString());

        var scope = CredentialScope.At(time, region, service);
        var signedHeaders = NamesOf(headers);
        var result = Sign(request, signedHeaders, payload, time, scope);
        headers.Set(
            "Authorization",
            $"{StringToSign.Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={signedHeaders}, "
                + $"Signature={result.Signature}"
        );
        return result;
    }

    /// <summary>Signs a request in its query. The given headers are signed and must be sent unchanged.</summary>
    /// <param name="request">The request. Its headers must contain <c>host</c>.</param>
    /// <param name="payload">The payload hash: for Amazon S3 usually <see cref="PayloadHash.UnsignedPayload"/>.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="expires">How long it is valid, in whole seconds. Amazon S3 accepts at most seven days; other services ignore
    /// it.</param>
    /// <param name="query">The query to send, without the question mark.</param>
    public SigningResult Presign(in SignableRequest request, PayloadHash payload, DateTimeOffset time, TimeSpan expires, out string query)
    {
        var scope = CredentialScope.At(time, region, service);
        var signedHeaders = NamesOf(request.Headers);
        var parameters = new StringBuilder().Append(request.Query);
        Add(parameters, "X-Amz-Algorithm", StringToSign.Algorithm);
        Add(parameters, "X-Amz-Credential", $"{credentials.AccessKeyId}/{scope}");
        Add(parameters, "X-Amz-Date", AmzDate.Format(time));
        Add(parameters, "X-Amz-Expires", ((long)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (credentials.SessionToken is { } token)
            Add(parameters, "X-Amz-Security-Token", token);
        Add(parameters, "X-Amz-SignedHeaders", signedHeaders);

        var result = Sign(new(request.Method, request.Path, parameters.ToString(), request.Headers), signedHeaders, payload, time, scope);
        Add(parameters, "X-Amz-Signature", result.Signature);
        query = parameters.ToString();
        return result;
    }

    /// <summary>Creates an encoder for the body of a request that was signed with one of the streaming payloads.</summary>
    public AwsChunkedEncoder EncodeChunks(SigningResult request, PayloadHash payload, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scope = CredentialScope.At(time, region, service);
        return new(payload, KeyFor(scope), time, scope, request.Signature);
    }

    SigningResult Sign(in SignableRequest request, string signedHeaders, PayloadHash payload, DateTimeOffset time, CredentialScope scope)
    {
        var canonical = CanonicalRequest.Create(request, signedHeaders, payload, Profile.Rules);
        var toSign = StringToSign.Create(time, scope, Encoding.UTF8.GetBytes(canonical));
        Span<byte> signature = stackalloc byte[Hex.Sha256Length];
        KeyFor(scope).Sign(Encoding.UTF8.GetBytes(toSign), signature);
        return new(canonical, toSign, Encoding.ASCII.GetString(signature));
    }

    SigningKey KeyFor(CredentialScope scope)
    {
        var last = lastKey;
        if (last is null || last.Scope != scope)
            lastKey = last = new(scope, SigningKey.Derive(credentials.SecretAccessKey, scope));
        return last.Key;
    }

    internal static string NamesOf(HeaderList headers)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < headers.Count; i++)
        {
            if (!Unsigned.Contains(headers[i].Key))
                names.Add(headers[i].Key.ToLowerInvariant());
        }
        if (!names.Contains("host"))
            throw new ArgumentException("A request is signed together with its host header, which is missing.", nameof(headers));
        return string.Join(';', names);
    }

    static void Add(StringBuilder query, string name, string value)
    {
        if (query.Length > 0)
            query.Append('&');
        query.Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    sealed record DayKey(CredentialScope Scope, SigningKey Key);
}
