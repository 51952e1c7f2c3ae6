using System.Globalization;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Signs requests: in the <c>Authorization</c> header or, for presigned URLs, in the query. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
/// Create a signed AWS API request</see>
/// </remarks>
public sealed class RequestSigner
{
    // Hop by hop, or rewritten on the way by proxies and HTTP clients.
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

    /// <summary>A signer for one service in one region, by the rules of that service.</summary>
    public RequestSigner(Credentials credentials, string region, string service)
        : this(credentials, region, service, SigningProfile.For(service)) { }

    /// <summary>A signer with rules of one's own choice.</summary>
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

    /// <summary>The rules it signs by.</summary>
    public SigningProfile Profile { get; }

    /// <summary>
    /// Signs a request in its headers. Adds <c>x-amz-date</c>, <c>Authorization</c>, for temporary credentials
    /// <c>x-amz-security-token</c> and for Amazon S3 <c>x-amz-content-sha256</c>; every other header that is not hop-by-hop is
    /// signed as it is.
    /// </summary>
    /// <param name="request">The request. Its headers must hold <c>host</c>.</param>
    /// <param name="payload">What stands for the body.</param>
    /// <param name="time">When it is signed.</param>
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

    /// <summary>Signs a request in its query; the headers given are signed and must be sent along as they are.</summary>
    /// <param name="request">The request. Its headers must hold <c>host</c>.</param>
    /// <param name="payload">What stands for the body: for Amazon S3 usually <see cref="PayloadHash.UnsignedPayload"/>.</param>
    /// <param name="time">When it is signed.</param>
    /// <param name="expires">How long it is good for, whole seconds; Amazon S3 takes at most seven days, other services ignore it.</param>
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

    /// <summary>Continues a request signed with one of the streaming payloads: encodes its body chunk by chunk.</summary>
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

    static string NamesOf(HeaderList headers)
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
