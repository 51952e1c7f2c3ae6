using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using Mantle.Core.Secrets;

namespace Mantle.Core.Authorization;

/// <summary>
/// A denial with its reasons, sealed for the caller's account. AWS adds such a message to denials of some services. Here every denial
/// has one, in the header <c>x-mantle-authorization-message</c> and in the event. <c>DecodeAuthorizationMessage</c> opens it
/// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html"/>).
/// </summary>
public static class AuthorizationMessage
{
    /// <summary>Maximum length of a message, in characters: clients limit the size of headers.</summary>
    const int Longest = 6_144;

    public static string Seal(SecretBox secrets, Call call, Denial denial)
    {
        var full = Seal(secrets, call, DecisionJson.Write(call, denial, withStatements: true));
        return full.Length <= Longest ? full : Seal(secrets, call, DecisionJson.Write(call, denial, withStatements: false));
    }

    /// <summary>The decision as JSON; null if the text is not a message for that account.</summary>
    public static string? Open(SecretBox secrets, AccountId accountId, string message)
    {
        try
        {
            using var packed = new MemoryStream(
                Convert.FromBase64String(secrets.Open(Purpose(accountId), Base64Url.DecodeFromChars(message)))
            );
            using var reader = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress));
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is FormatException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    static string Seal(SecretBox secrets, Call call, ReadOnlyMemory<byte> json)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(json.Span);
        return Base64Url.EncodeToString(
            secrets.Seal(Purpose(call.Account.Id), Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length)))
        );
    }

    static string Purpose(AccountId accountId) => "authorization message of " + accountId;
}
