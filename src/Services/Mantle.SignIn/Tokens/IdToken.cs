using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.Core.Secrets;

namespace Mantle.SignIn.Tokens;

/// <summary>
/// Says who signed in: <c>sub</c> is the person's ARN, which clients take as the name of the login session. Clients read it from the answer
/// that brings it and do not verify it, so it is signed with a key that only the server has.
/// </summary>
static class IdToken
{
    const int KeyLength = 32;

    /// <param name="ring">The keys of sessions.</param>
    /// <param name="issuer">The server.</param>
    /// <param name="clientId">The program.</param>
    /// <param name="arn">ARN of the person.</param>
    /// <param name="issued">When it is issued.</param>
    /// <param name="expires">When it ends.</param>
    public static string Of(KeyRing ring, string issuer, string clientId, string arn, DateTimeOffset issued, DateTimeOffset expires)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss"u8, issuer);
            json.WriteString("sub"u8, arn);
            json.WriteString("aud"u8, clientId);
            json.WriteNumber("iat"u8, issued.ToUnixTimeSeconds());
            json.WriteNumber("exp"u8, expires.ToUnixTimeSeconds());
            json.WriteEndObject();
        }
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(buffer.WrittenSpan)}";
        Span<byte> key = stackalloc byte[KeyLength];
        ring.Current.Expand("mantle sign-in id token"u8, key);
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }
}
