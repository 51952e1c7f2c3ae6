using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mantle.Cli.Login;

/// <summary>
/// The key of one login. It proves each request for tokens (<see href="https://www.rfc-editor.org/rfc/rfc9449"/>), and AWS's clients go on
/// with it.
/// </summary>
sealed class ProgramKey : IDisposable
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key in the form that AWS's clients read.</summary>
    public string Pem => key.ExportECPrivateKeyPem() + "\n";

    /// <summary>The header <c>DPoP</c> of one request.</summary>
    public string Proof(string method, string url, DateTimeOffset now)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var header = Part(json =>
        {
            json.WriteString("typ"u8, "dpop+jwt"u8);
            json.WriteString("alg"u8, "ES256"u8);
            json.WriteStartObject("jwk"u8);
            json.WriteString("kty"u8, "EC"u8);
            json.WriteString("crv"u8, "P-256"u8);
            json.WriteString("x"u8, Base64Url.EncodeToString(point.X));
            json.WriteString("y"u8, Base64Url.EncodeToString(point.Y));
            json.WriteEndObject();
        });
        var claims = Part(json =>
        {
            json.WriteString("htm"u8, method);
            json.WriteString("htu"u8, url);
            json.WriteNumber("iat"u8, now.ToUnixTimeSeconds());
            json.WriteString("jti"u8, Guid.NewGuid());
        });
        var signed = $"{header}.{claims}";
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    static string Part(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    public void Dispose() => key.Dispose();
}
