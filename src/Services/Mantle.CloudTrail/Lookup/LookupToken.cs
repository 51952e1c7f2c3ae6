using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Storage;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lookup;

/// <summary>
/// The token of the next page: where it begins, and a hash of what is looked up, because a token is valid for the same request only.
/// </summary>
static class LookupToken
{
    public static string Write(long before, TrailQuery query) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{before}.{HashOf(query)}")));

    /// <summary>Where the page begins; null for the first page.</summary>
    /// <exception cref="Wire.ApiException">InvalidNextTokenException.</exception>
    public static long? Read(string? token, TrailQuery query)
    {
        if (token is null)
            return null;
        if (
            TryDecode(token) is { } text
            && text.Split('.') is [var position, var hash]
            && hash == HashOf(query)
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var before)
        )
            return before;
        throw Errors.InvalidNextTokenException("Invalid nextToken. Use the token of the previous response with the same request.");
    }

    static string? TryDecode(string token)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        return Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out var length)
            ? Encoding.ASCII.GetString(bytes.AsSpan(0, length))
            : null;
    }

    /// <summary>Hash of the account and the attribute. The times move on with the clock where the request leaves them out.</summary>
    static string HashOf(TrailQuery query)
    {
        var text = $"{query.Account}\n{string.Join('\n', query.Where.Select(condition => $"{condition.Attribute}={condition.Value}"))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
