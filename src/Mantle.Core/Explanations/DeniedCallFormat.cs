using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Mantle.Core.Storage;

namespace Mantle.Core.Explanations;

/// <summary>The stored form of a denied call: compressed JSON, and the texts of its policies apart.</summary>
static class DeniedCallFormat
{
    public static StoredDenial Write(DeniedCall call)
    {
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var policy in call.Policies)
            if (!texts.ContainsKey(policy.TextHash))
                texts[policy.TextHash] = Pack(Encoding.UTF8.GetBytes(policy.Text));
        var body = JsonSerializer.SerializeToUtf8Bytes(call, DeniedCallJson.Default.DeniedCall);
        return new StoredDenial(call.Caller.Account, call.Time, call.Ids, Pack(body), texts);
    }

    /// <summary>The call with the texts of its policies.</summary>
    public static async ValueTask<DeniedCall> ReadAsync(StoredDenial stored, IDenials denials)
    {
        var call = Read(stored);
        var texts = await denials.TextsAsync(call.Policies.Select(policy => policy.TextHash).Distinct());
        return call with
        {
            Policies =
            [
                .. call.Policies.Select(policy =>
                    policy with
                    {
                        Text = texts.TryGetValue(policy.TextHash, out var text) ? Encoding.UTF8.GetString(Unpack(text)) : "",
                    }
                ),
            ],
        };
    }

    /// <summary>The call without the texts of its policies.</summary>
    public static DeniedCall Read(StoredDenial stored) =>
        JsonSerializer.Deserialize(Unpack(stored.Body), DeniedCallJson.Default.DeniedCall)!;

    static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(content);
        return packed.ToArray();
    }

    static byte[] Unpack(byte[] packed)
    {
        using var content = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
            brotli.CopyTo(content);
        return content.ToArray();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DeniedCall))]
sealed partial class DeniedCallJson : JsonSerializerContext;
