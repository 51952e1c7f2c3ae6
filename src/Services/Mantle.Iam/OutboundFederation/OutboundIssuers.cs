using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Storage;
using Mantle.Iam.Entities;
using Microsoft.AspNetCore.Http;

namespace Mantle.Iam.OutboundFederation;

/// <summary>
/// Publishes the accounts' issuers below the server's own URL, readable without credentials: for each one a discovery document and its
/// keys. The paths begin with an underscore, which no bucket name does.
/// </summary>
public sealed class OutboundIssuers(Ledger ledger, string? publicUrl)
{
    const string Root = "/_issuers/",
        Configuration = "/.well-known/openid-configuration",
        KeySet = "/.well-known/jwks.json";

    string baseUrl = publicUrl?.TrimEnd('/') ?? "";

    /// <summary>
    /// Takes the server's listening address, which is the base of the issuers' URLs unless another base URL is configured.
    /// </summary>
    public void ListensAt(string endpoint) => baseUrl = publicUrl?.TrimEnd('/') ?? endpoint;

    /// <summary>The <c>iss</c> of an account's tokens.</summary>
    public string UrlOf(Core.Accounts.OutboundFederation outbound) => $"{baseUrl}{Root}{outbound.IssuerId}";

    /// <summary>Whether an issuer is one of this server's accounts.</summary>
    public bool IsOwnIssuer(string issuer) => issuer.StartsWith(baseUrl + Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The key that a token of one of this server's issuers was signed with, read here: the server need not call itself. Null if there is
    /// no such issuer or key.
    /// </summary>
    public async ValueTask<VerificationKey?> FindKeyAsync(string issuer, JsonWebToken token) =>
        issuer.StartsWith(baseUrl + Root, StringComparison.Ordinal) && await FindAsync(issuer[(baseUrl + Root).Length..]) is { } outbound
            ? Read.GetValue(outbound, each => VerificationKeys.Parse(Keys(each).WrittenMemory)).Find(token)
            : null;

    static readonly ConditionalWeakTable<Core.Accounts.OutboundFederation, VerificationKeys> Read = [];

    public static bool IsDocument(HttpRequest request) =>
        request.Method is "GET" or "HEAD" && request.Path.Value?.StartsWith(Root, StringComparison.Ordinal) == true;

    public async Task ServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var isKeySet = path.EndsWith(KeySet, StringComparison.Ordinal);
        if (
            !isKeySet && !path.EndsWith(Configuration, StringComparison.Ordinal)
            || await FindAsync(path[Root.Length..^(isKeySet ? KeySet : Configuration).Length]) is not { } outbound
        )
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var body = isKeySet ? Keys(outbound) : Discovery(UrlOf(outbound));
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Method == "GET")
            await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    /// <summary>
    /// An issuer by its id. A disabled issuer keeps its documents: its tokens may still be valid. A closed account has none: nobody is to
    /// rely on its tokens any more.
    /// </summary>
    async ValueTask<Core.Accounts.OutboundFederation?> FindAsync(string id) =>
        await ledger.FindOwnerAsync(IamNames.Issuer, id) is { } owner
        && await ledger.AccountAsync(owner) is { Outbound: { } outbound } account
        && !await ledger.IsClosedAsync(account)
            ? outbound
            : null;

    static ArrayBufferWriter<byte> Discovery(string issuer) =>
        Write(json =>
        {
            json.WriteString("issuer"u8, issuer);
            json.WriteString("jwks_uri"u8, issuer + KeySet);
            WriteList(json, "response_types_supported"u8, "id_token");
            WriteList(json, "subject_types_supported"u8, "public");
            WriteList(json, "id_token_signing_alg_values_supported"u8, TokenKeys.Rsa, TokenKeys.EllipticCurve);
            WriteList(json, "claims_supported"u8, "iss", "aud", "sub", "iat", "exp", "jti");
        });

    static ArrayBufferWriter<byte> Keys(Core.Accounts.OutboundFederation outbound) =>
        Write(json =>
        {
            json.WriteStartArray("keys"u8);
            foreach (var key in outbound.Keys)
                WriteKey(json, key);
            json.WriteEndArray();
        });

    static void WriteKey(Utf8JsonWriter json, TokenKey key)
    {
        json.WriteStartObject();
        json.WriteString("kid"u8, key.Id);
        json.WriteString("use"u8, "sig"u8);
        json.WriteString("alg"u8, key.Algorithm);
        if (key.Algorithm == TokenKeys.Rsa)
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            json.WriteString("kty"u8, "RSA"u8);
            json.WriteString("n"u8, Base64Url.EncodeToString(parameters.Modulus));
            json.WriteString("e"u8, Base64Url.EncodeToString(parameters.Exponent));
        }
        else
        {
            using var ec = ECDsa.Create();
            ec.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
            var parameters = ec.ExportParameters(includePrivateParameters: false);
            json.WriteString("kty"u8, "EC"u8);
            json.WriteString("crv"u8, "P-384"u8);
            json.WriteString("x"u8, Base64Url.EncodeToString(parameters.Q.X));
            json.WriteString("y"u8, Base64Url.EncodeToString(parameters.Q.Y));
        }
        json.WriteEndObject();
    }

    static ArrayBufferWriter<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
