using System.Buffers;
using System.Text.Json;
using Mantle.Core.Accounts;

namespace Mantle.Admin.ServiceAccounts;

/// <summary>
/// The claims of a service account's token
/// (<see href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens"/>).
/// </summary>
static class ServiceAccountClaims
{
    /// <summary>The claims as JSON.</summary>
    public static ReadOnlySpan<byte> Of(string issuer, string audience, string subject, DateTimeOffset issued, DateTimeOffset expires)
    {
        var parts = subject.Split(':');
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("iss"u8, issuer);
        json.WriteStartArray("aud"u8);
        json.WriteStringValue(audience);
        json.WriteEndArray();
        json.WriteString("sub"u8, subject);
        json.WriteNumber("iat"u8, issued.ToUnixTimeSeconds());
        json.WriteNumber("nbf"u8, issued.ToUnixTimeSeconds());
        json.WriteNumber("exp"u8, expires.ToUnixTimeSeconds());
        json.WriteString("jti"u8, RandomId.New());
        json.WriteStartObject("kubernetes.io"u8);
        json.WriteString("namespace"u8, parts[2]);
        json.WriteStartObject("serviceaccount"u8);
        json.WriteString("name"u8, parts[3]);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
