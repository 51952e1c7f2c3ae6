using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>Reads the trailer of an aws-chunked body. A struct, because it is a part of its decoder.</summary>
struct ChunkedTrailer(PayloadKind kind, string[] declared)
{
    readonly List<KeyValuePair<string, string>> fields = [];

    string? signature;

    /// <summary>Bytes of its lines so far.</summary>
    public int Length { get; private set; }

    /// <summary>Its fields without its signature.</summary>
    public readonly IReadOnlyList<KeyValuePair<string, string>> Fields => fields;

    /// <summary>Reads one line, except the empty last one.</summary>
    public SigV4Error? Take(ReadOnlySpan<byte> text)
    {
        Length += text.Length;
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || kind == PayloadKind.StreamingSigned || signature is not null)
            return ChunkedErrors.MalformedTrailer();
        var name = Encoding.ASCII.GetString(text[..colon]);
        var value = Encoding.UTF8.GetString(text[(colon + 1)..]).Trim(' ', '\t', '\n');
        if (kind == PayloadKind.StreamingSignedTrailer && name.Equals("x-amz-trailer-signature", StringComparison.OrdinalIgnoreCase))
        {
            signature = value;
            return null;
        }
        if (
            !declared.Contains(name, StringComparer.OrdinalIgnoreCase)
            || fields.Exists(t => t.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        )
            return ChunkedErrors.MalformedTrailer();
        fields.Add(new(name, value));
        return null;
    }

    /// <summary>Checks that it is complete and, if it is signed, that the chunks' key signed it.</summary>
    public readonly SigV4Error? Verify(ChunkSignature? chain, string accessKeyId)
    {
        if (fields.Count != declared.Length)
            return ChunkedErrors.MalformedTrailer();
        if (kind == PayloadKind.StreamingSignedTrailer)
        {
            if (signature is null)
                return ChunkedErrors.MalformedTrailer();
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            TrailerLines.Hash(fields, sha256);
            chain!.SignTrailer(sha256);
            if (!Hex.SignatureEquals(chain.Current, signature))
                return ChunkedErrors.DoesNotMatch(accessKeyId, signature);
        }
        return null;
    }
}
