using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Iam.OutboundFederation;
using Mantle.Wire.Sts;

namespace Mantle.Sts.Federation;

/// <summary>
/// Signs web identity tokens of an account's own principals, with the claims that AWS documents
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html"/>).
/// </summary>
sealed class OutboundTokens(OutboundIssuers issuers, SecretBox secrets)
{
    /// <summary>The claim of the principal, which no service account's token has.</summary>
    public const string AwsClaims = "https://sts.amazonaws.com/";

    /// <summary>Most bytes of claims. AWS has a limit and does not document it.</summary>
    const int LargestPayload = 8_192;

    /// <summary>Programs read the signed claims, and no HTML page shows them, so less needs to be escaped.</summary>
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly ConditionalWeakTable<byte[], AsymmetricAlgorithm> Opened = [];

    /// <exception cref="Wire.ApiException">JWTPayloadSizeExceededException: the tags do not fit.</exception>
    public string Sign(Call call, Account account, GetWebIdentityTokenRequest request, DateTimeOffset expires)
    {
        var outbound = account.Outbound!;
        var key = outbound.Newest(request.SigningAlgorithm);
        var payload = Payload(call, request, issuers.UrlOf(outbound), expires);
        if (payload.WrittenCount > LargestPayload)
            throw Errors.JWTPayloadSizeExceededException(
                "The requested token payload size exceeds the maximum allowed size. Reduce the number of request tags included "
                    + "in the GetWebIdentityToken API call to reduce the token payload size."
            );
        return Sign(account, key, payload.WrittenSpan);
    }

    /// <summary>A token with these claims, signed with one of the account's keys.</summary>
    public string Sign(Account account, TokenKey key, ReadOnlySpan<byte> claims)
    {
        var signed = $"{Base64Url.EncodeToString(Header(key))}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(account, key, Encoding.ASCII.GetBytes(signed)))}";
    }

    static byte[] Header(TokenKey key) => Encoding.ASCII.GetBytes($$"""{"alg":"{{key.Algorithm}}","typ":"JWT","kid":"{{key.Id}}"}""");

    byte[] Signature(Account account, TokenKey key, byte[] signed)
    {
        var secret = account.Secrets[key.Id];
        var opened = Opened.GetValue(
            secret,
            box =>
            {
                AsymmetricAlgorithm made = key.Algorithm == TokenKeys.Rsa ? RSA.Create() : ECDsa.Create();
                made.ImportFromPem(secrets.Open(key.Id, box));
                return made;
            }
        );
        // Two threads cannot use a key object at the same time.
        lock (opened)
            return opened is RSA rsa
                ? rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : ((ECDsa)opened).SignData(signed, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    static ArrayBufferWriter<byte> Payload(Call call, GetWebIdentityTokenRequest request, string issuer, DateTimeOffset expires)
    {
        var caller = call.Caller;
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        json.WriteString("iss"u8, issuer);
        if (request.Audience is [var only])
            json.WriteString("aud"u8, only);
        else
            WriteList(json, "aud"u8, request.Audience);
        json.WriteString("sub"u8, caller.PrincipalArn);
        json.WriteNumber("iat"u8, call.Time.ToUnixTimeSeconds());
        json.WriteNumber("exp"u8, expires.ToUnixTimeSeconds());
        json.WriteString("jti"u8, RandomId.New());
        json.WriteStartObject(AwsClaims);
        json.WriteString("aws_account"u8, call.Account.Id);
        json.WriteString("source_region"u8, call.Region);
        json.WriteString("principal_id"u8, caller.PrincipalArn);
        if (caller.Session is { } session)
        {
            json.WriteString(
                "original_session_exp"u8,
                session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            );
            if (session.SourceIdentity is { } source)
                json.WriteString("source_identity"u8, source);
            if (session.Federation is { } federation)
                json.WriteString("federated_provider"u8, federation.Provider);
        }
        WriteTags(json, "principal_tags"u8, PrincipalTags(call));
        WriteTags(json, "request_tags"u8, (request.Tags ?? []).Select(tag => (tag.Key, tag.Value)).ToList());
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    /// <summary>A session tag overrides the tag of the session's role or user.</summary>
    static List<(string Key, string Value)> PrincipalTags(Call call)
    {
        var tags = new Dictionary<string, (string, string)>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in (call.Caller.Identity?.Tags ?? []).Concat(call.Caller.Session?.Tags ?? []))
            tags[tag.Key] = (tag.Key, tag.Value);
        return [.. tags.Values];
    }

    static void WriteTags(Utf8JsonWriter json, ReadOnlySpan<byte> name, List<(string Key, string Value)> tags)
    {
        if (tags.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in tags)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
