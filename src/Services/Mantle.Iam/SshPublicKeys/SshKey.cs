using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

/// <summary>
/// An RSA public key of at least 2,048 bits in one of the two encodings that IAM accepts: SSH
/// (<see href="https://www.rfc-editor.org/rfc/rfc4253#section-6.6"/>) and PEM. CodeCommit accepts no other kind of key.
/// </summary>
sealed class SshKey
{
    const string Type = "ssh-rsa";
    const int LeastBits = 2_048,
        MostBits = 16_384;

    readonly RSAParameters parameters;

    SshKey(RSAParameters parameters) => this.parameters = parameters;

    /// <exception cref="Wire.ApiException">UnrecognizedPublicKeyEncoding: it has neither encoding; InvalidPublicKey: it is not such a
    /// key.</exception>
    public static SshKey Parse(string body)
    {
        var text = body.Trim();
        if (text.StartsWith("-----BEGIN ", StringComparison.Ordinal))
            return FromPem(text);
        var words = text.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0] != Type || text.AsSpan().ContainsAny('\r', '\n'))
            throw Errors.UnrecognizedPublicKeyEncoding("The public key must be encoded in ssh-rsa or PEM format.");
        return FromBlob(words[1]);
    }

    /// <summary>The key as OpenSSH writes it, without a comment.</summary>
    public string ToSsh() => $"{Type} {Convert.ToBase64String(Blob())}";

    public string ToPem()
    {
        using var rsa = RSA.Create(parameters);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>MD5 of the key in the SSH encoding: what <c>ssh-keygen -l -E md5</c> prints.</summary>
    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "The fingerprint is a name for people to compare, in the form AWS gives it; nothing trusts it."
    )]
    public string Fingerprint() =>
        string.Join(':', MD5.HashData(Blob()).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));

    static SshKey FromPem(string text)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(text);
            return Checked(rsa.ExportParameters(includePrivateParameters: false));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Invalid();
        }
    }

    static SshKey FromBlob(string base64)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length))
            throw Invalid();
        var rest = buffer.AsSpan(0, length);
        var type = Next(ref rest);
        var exponent = Number(ref rest);
        var modulus = Number(ref rest);
        if (!rest.IsEmpty || !type.SequenceEqual("ssh-rsa"u8))
            throw Invalid();
        return Checked(new RSAParameters { Exponent = exponent, Modulus = modulus });
    }

    static SshKey Checked(RSAParameters parameters)
    {
        var bits = parameters.Modulus!.Length * 8 - System.Numerics.BitOperations.LeadingZeroCount((uint)parameters.Modulus[0] << 24);
        if (bits is < LeastBits or > MostBits || (parameters.Modulus[^1] & 1) == 0 || (parameters.Exponent![^1] & 1) == 0)
            throw Invalid();
        try
        {
            using var rsa = RSA.Create(parameters);
        }
        catch (CryptographicException)
        {
            throw Invalid();
        }
        return new SshKey(parameters);
    }

    static ReadOnlySpan<byte> Next(ref Span<byte> rest)
    {
        if (rest.Length < sizeof(int) || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - sizeof(int))
            throw Invalid();
        var part = rest.Slice(sizeof(int), (int)length);
        rest = rest[(sizeof(int) + (int)length)..];
        return part;
    }

    /// <summary>A positive number, without the leading zero byte that marks it as positive.</summary>
    static byte[] Number(ref Span<byte> rest)
    {
        var part = Next(ref rest);
        if (part.IsEmpty || (part[0] & 0x80) != 0)
            throw Invalid();
        var digits = part.TrimStart((byte)0).ToArray();
        return digits.Length == 0 ? throw Invalid() : digits;
    }

    byte[] Blob()
    {
        using var blob = new MemoryStream();
        Write(Encoding.ASCII.GetBytes(Type));
        Write(Positive(parameters.Exponent!));
        Write(Positive(parameters.Modulus!));
        return blob.ToArray();

        void Write(ReadOnlySpan<byte> part)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            blob.Write(length);
            blob.Write(part);
        }

        static byte[] Positive(byte[] number) => (number[0] & 0x80) == 0 ? number : [0, .. number];
    }

    static Wire.ApiException Invalid() => Errors.InvalidPublicKey("The public key is malformed or shorter than 2048 bits.");
}
